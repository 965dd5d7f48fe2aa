package io.patchbay.server.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Where an app takes webhooks, over real HTTP. It answers 204 unless it was told otherwise.
public final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Answer answer = (_, exchange) -> exchange.sendResponseHeaders(204, -1);

    public WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @FunctionalInterface
    public interface Answer {
        void give(Received received, HttpExchange exchange) throws IOException;
    }

    /// What came.
    public record Received(Map<String, List<String>> headers, String body, int attempt) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        public String id() {
            return header("webhook-id");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        public String type() {
            return json().get("type").asText();
        }

        public String value() {
            return json().at("/data/value").asText();
        }

        /// By the specification's own library.
        public void verify(String secret) throws Exception {
            new Webhook(secret).verify(body, headers);
        }
    }

    public static Answer status(int status, String text) {
        return (_, exchange) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    public void answers(Answer given) {
        answer = given;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<String> values() {
        return received().stream().map(Received::value).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), new ArrayList<>(values)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = headers.getOrDefault("webhook-id", List.of("")).getFirst();
            int before = (int) received.stream().filter(r -> r.id().equals(id)).count();
            Received now = new Received(headers, body, before + 1);
            received.add(now);
            answer.give(now, exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
