package io.patchbay.tck.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a simulator answers.
///
/// @param headers beside `Content-Type` and `Content-Length`
public record Response(int status, String contentType, byte[] body, Map<String, String> headers) {
    public Response {
        headers = Map.copyOf(headers);
    }

    public static Response json(String json) {
        return json(200, json);
    }

    public static Response json(int status, String json) {
        return of(status, "application/json", json);
    }

    public static Response of(int status, String contentType, String text) {
        return new Response(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Response empty(int status) {
        return new Response(status, "", new byte[0], Map.of());
    }

    public Response header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, contentType, body, more);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Response withText(String text) {
        return new Response(status, contentType, text.getBytes(StandardCharsets.UTF_8), headers);
    }
}
