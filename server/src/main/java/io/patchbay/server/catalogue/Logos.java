package io.patchbay.server.catalogue;

import io.patchbay.server.web.ContentHash;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pictures that connectors bring along as `data:` URLs. A picture that is at another host is not loaded: no page
/// of ours tells others who looks at it. In templates it is `cdi:logos`. Constant while the service runs.
@Named("logos")
@Singleton
public final class Logos {
    private static final Pattern DATA = Pattern.compile("data:([a-z]+/[a-z.+-]+)(?:;charset=[\\w-]+)?(;base64)?,(.*)");
    private static final Set<String> PICTURES =
            Set.of("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif");

    private final Map<String, Logo> byType = new HashMap<>();

    Logos(Catalogue catalogue) {
        for (Technology technology : catalogue.all()) {
            read(technology.description().logo()).ifPresent(logo -> byType.put(technology.typeId(), logo));
        }
    }

    /// @param hash of the content, hexadecimal; for an address
    /// @param type its media type
    public record Logo(String hash, String type, byte[] content) {}

    /// Empty if the connector brings none along.
    public Optional<Logo> find(String typeId) {
        return Optional.ofNullable(byType.get(typeId));
    }

    /// Below the `assets/` of the console; empty if the connector brings none along.
    public String path(String typeId) {
        return find(typeId).map(logo -> "logos/" + logo.hash() + "/" + typeId).orElse("");
    }

    static Optional<Logo> read(String url) {
        Matcher parts = DATA.matcher(url);
        if (!parts.matches() || !PICTURES.contains(parts.group(1))) {
            return Optional.empty();
        }
        try {
            byte[] content = parts.group(2) == null
                    // a plus is itself here, unlike in a form
                    ? URLDecoder.decode(parts.group(3).replace("+", "%2B"), StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(parts.group(3));
            return Optional.of(new Logo(ContentHash.of(content, 8), parts.group(1), content));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
