package io.patchbay.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An app's receivers of webhooks, which drop what they have and write down the values that they are told, by thing.
final class Told implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();

    Told() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// What one receiver has been told.
    static final class Receiver {
        private final Set<String> seen = new HashSet<>();
        private final Map<String, List<Long>> values = new HashMap<>();
        private int requests;
        private int duplicates;

        private synchronized void take(String id, JsonNode body) {
            requests++;
            if (body.isArray()) {
                body.forEach(event -> event(event.get("id").asText(), event));
            } else {
                event(id, body);
            }
        }

        private void event(String id, JsonNode event) {
            if (seen.add(id)) {
                values.computeIfAbsent(event.at("/data/thingId").asText(), _ -> new ArrayList<>())
                        .add(event.at("/data/value").asLong());
            } else {
                duplicates++;
            }
        }

        /// In the order in which they came.
        synchronized List<Long> values(String thing) {
            return List.copyOf(values.getOrDefault(thing, List.of()));
        }

        @Override
        public synchronized String toString() {
            return seen.size() + " events in " + requests + " requests, and " + duplicates + " of them again";
        }
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    Receiver receiver(String name) {
        return receivers.computeIfAbsent("/" + name, _ -> new Receiver());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            receiver(exchange.getRequestURI().getPath().substring(1))
                    .take(exchange.getRequestHeaders().getFirst("webhook-id"), JSON.readTree(body));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
