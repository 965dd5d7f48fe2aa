package io.patchbay.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Receivers of webhooks: counts the events that come and how old they are then.
public final class HookCrowd implements AutoCloseable {
    private static final String UPDATED = "\"lastUpdate\":\"";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Long> micros = new ArrayList<>();
    private boolean keeping;
    private long requests;

    public HookCrowd() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// What has come since the beginning.
    ///
    /// @param requests of all webhooks
    /// @param micros   how old each event was, sorted
    public record Came(long requests, long[] micros) {
        /// In milliseconds.
        public double percentile(double percent) {
            return micros.length == 0
                    ? Double.NaN
                    : micros[(int) Math.min(micros.length - 1, (long) (micros.length * percent / 100))] / 1000.0;
        }
    }

    public String url(int number) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + number;
    }

    public synchronized void begin() {
        keeping = true;
        requests = 0;
        micros.clear();
    }

    public synchronized Came end() {
        keeping = false;
        long[] sorted = micros.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Came(requests, sorted);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Instant now = Instant.now();
            exchange.sendResponseHeaders(204, -1);
            take(body, now);
        }
    }

    private synchronized void take(String body, Instant now) {
        if (!keeping) {
            return;
        }
        requests++;
        for (int at = body.indexOf(UPDATED); at >= 0; at = body.indexOf(UPDATED, at + 1)) {
            int begin = at + UPDATED.length();
            Instant updated = Instant.parse(body.substring(begin, body.indexOf('"', begin)));
            micros.add(ChronoUnit.MICROS.between(updated, now));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
