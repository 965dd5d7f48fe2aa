package io.patchbay.bench.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.bench.vendor.StationVendor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The fast vendor, in a process of its own.
public final class Vendor {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port = Lab.freePort();
    private final Program program;

    public Vendor(Lab lab) {
        program =
                lab.program("vendor-" + port, StationVendor.class, List.of("-XX:+UseSerialGC"), Integer.toString(port));
        Waiting.until("the vendor to listen", Duration.ofSeconds(20), () -> {
            program.requireAlive();
            try {
                return get("/calls").has("calls");
            } catch (IOException e) {
                return false;
            }
        });
    }

    public int port() {
        return port;
    }

    public Program process() {
        return program;
    }

    /// Counts anew, and from now on so many of a thousand calls find something new.
    public void changing(int permille) {
        ask("/changing/" + permille);
    }

    /// How often it was called since it counts.
    public long calls() {
        return ask("/calls").path("calls").asLong();
    }

    /// For how many stations; of many, a few are taken for one.
    public long stations() {
        return ask("/calls").path("stations").asLong();
    }

    /// When the first of these calls came.
    public Optional<Instant> firstCall() {
        long millis = ask("/calls").path("first").asLong();
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /// What a station measures now; the question counts as a call.
    public double temperature(String station) {
        return ask("/stations/" + station).path("temperature").asDouble();
    }

    private JsonNode ask(String path) {
        try {
            return get(path);
        } catch (IOException e) {
            throw new BenchmarkException("the vendor does not answer", e);
        }
    }

    private JsonNode get(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }
}
