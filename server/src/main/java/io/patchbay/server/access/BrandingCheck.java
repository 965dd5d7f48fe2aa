package io.patchbay.server.access;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.Branding.Wanted;
import io.patchbay.server.access.Branding.WantedLogo;
import io.patchbay.server.web.ApiException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a branding is one, and all that is wrong with it at once. Pure; used once.
final class BrandingCheck {
    private static final int LONGEST_NAME = 60;
    private static final Pattern DATA_URL = Pattern.compile("(?s)data:[^,]{0,100};base64,(.*)");
    private static final Pattern BREAKS = Pattern.compile("[\\r\\n]");

    private final List<Problem> problems = new ArrayList<>();

    /// @param logo the new one; empty for none, or for the same as before
    record Checked(Optional<String> name, Optional<BrandColor> color, Optional<Logo> logo) {}

    private BrandingCheck() {}

    /// @throws ApiException 400
    static Checked check(Wanted wanted) {
        BrandingCheck check = new BrandingCheck();
        Checked checked =
                new Checked(check.name(wanted.name()), check.color(wanted.color()), check.logo(wanted.logo()));
        if (!check.problems.isEmpty()) {
            throw ApiException.invalid(check.problems);
        }
        return checked;
    }

    private Optional<String> name(@Nullable String given) {
        String name = given == null ? "" : given.strip();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem("name", "must be one line of at most " + LONGEST_NAME + " characters"));
        }
        return Optional.of(name).filter(text -> !text.isEmpty());
    }

    private Optional<BrandColor> color(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return Optional.empty();
        }
        Optional<BrandColor> color = BrandColor.of(given.strip());
        if (color.isEmpty()) {
            problems.add(new Problem("color", "must be written as #rrggbb, such as #4f46e5"));
        }
        return color;
    }

    private Optional<Logo> logo(WantedLogo wanted) {
        return switch (wanted) {
            case WantedLogo.Same() -> Optional.empty();
            case WantedLogo.None() -> Optional.empty();
            case WantedLogo.Picture(byte[] content) -> picture(content);
            case WantedLogo.Encoded(String text) -> decoded(text).flatMap(this::picture);
        };
    }

    private Optional<byte[]> decoded(String text) {
        Matcher url = DATA_URL.matcher(text);
        String base64 = BREAKS.matcher(url.matches() ? url.group(1) : text).replaceAll("");
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("logo", "must be base64, or a data: URL with base64"));
            return Optional.empty();
        }
    }

    private Optional<Logo> picture(byte[] content) {
        if (content.length > Logo.LARGEST) {
            problems.add(new Problem("logo", "must not be larger than 100 KB"));
            return Optional.empty();
        }
        Optional<Logo> logo = Logo.of(content);
        if (logo.isEmpty()) {
            problems.add(new Problem("logo", "must be a PNG, JPEG or WebP picture"));
        }
        return logo;
    }
}
