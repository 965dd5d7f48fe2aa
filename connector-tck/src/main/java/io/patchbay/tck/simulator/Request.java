package io.patchbay.tck.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a simulator was asked.
///
/// @param path without the query, decoded
/// @param query decoded; a parameter that comes twice keeps both values in order
/// @param headers names in lower case
/// @param parts what the `{names}` of the route's path stand for; empty for a request that met no route
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        Map<String, String> parts) {

    /// What a `{name}` of the route's path stands for.
    public String part(String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return part;
    }

    /// The first value of a query parameter.
    public Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /// The first value of a header.
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// The fields of a body of `application/x-www-form-urlencoded`, as [#query].
    public Map<String, List<String>> form() {
        return Wire.parameters(text());
    }

    Request with(Map<String, String> matched) {
        return new Request(method, path, query, headers, body, matched);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
