package io.patchbay.tck.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reading and writing of the JDK server's exchanges.
final class Wire {
    private Wire() {}

    static Request read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(exchange.getRequestURI().getRawQuery()),
                headers,
                exchange.getRequestBody().readAllBytes(),
                Map.of());
    }

    static Map<String, List<String>> parameters(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.computeIfAbsent(decode(name), n -> new ArrayList<>(1)).add(decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static void write(HttpExchange exchange, Response response) throws IOException {
        start(exchange, response, response.body().length == 0 ? -1 : response.body().length);
        if (response.body().length > 0) {
            exchange.getResponseBody().write(response.body());
        }
        exchange.close();
    }

    /// Promises the whole body and ends the connection in its middle.
    static void cut(HttpExchange exchange, Response response) throws IOException {
        int length = Math.max(2, response.body().length);
        start(exchange, response, length);
        OutputStream body = exchange.getResponseBody();
        body.write(Arrays.copyOf(response.body(), length / 2));
        body.flush();
    }

    /// Sends white space until the caller hangs up or it is over.
    static void drip(HttpExchange exchange, Spoilt.Dripping dripping, Faults.Trouble trouble) throws IOException {
        byte[] drop = " ".repeat(dripping.bytes()).getBytes(StandardCharsets.US_ASCII);
        start(exchange, Response.json(""), 0);
        OutputStream body = exchange.getResponseBody();
        try {
            do {
                body.write(drop);
                body.flush();
            } while (!trouble.overAfter(dripping.pauseMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(HttpExchange exchange, Response response, long length) throws IOException {
        if (!response.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
        }
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), length);
    }
}
