package io.patchbay.connector;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The vendor's answer to a [Call].
///
/// @param headers names in lower case
/// @param body complete; at most 4 MiB
public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

    /// The first value of a header.
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
