package io.patchbay.server.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A client of a stream that hears it to its end, as the HTML standard says: fields up to an empty line are a
/// frame, and only one with data is an event.
final class Heard implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    record Got(String type, String id, JsonNode data) {}

    final List<Got> events = new CopyOnWriteArrayList<>();
    final List<String> comments = new CopyOnWriteArrayList<>();
    final HttpResponse<InputStream> answer;
    volatile String lastId = "";
    volatile String retry = "";
    volatile boolean over;

    private Heard(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread.ofVirtual().start(this::hear);
    }

    static Heard of(Household household, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(Call.base().resolve("/api/v1/events" + query))
                .header("Authorization", "Bearer " + household.token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Heard(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hear() {
        try (InputStream body = answer.body()) {
            Map<String, String> frame = new HashMap<>();
            var reader = new java.io.BufferedReader(new java.io.InputStreamReader(body, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty()) {
                    take(frame);
                    frame.clear();
                } else {
                    int colon = line.indexOf(':');
                    String value = line.substring(colon + 1);
                    frame.put(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
                }
            }
        } catch (IOException e) {
            // it was cut
        } finally {
            over = true;
        }
    }

    private void take(Map<String, String> frame) throws IOException {
        if (frame.containsKey("retry")) {
            retry = frame.get("retry");
        }
        if (frame.containsKey("data")) {
            events.add(new Got(
                    frame.getOrDefault("event", "message"),
                    frame.getOrDefault("id", ""),
                    JSON.readTree(frame.get("data"))));
        }
        if (frame.containsKey("id")) {
            lastId = frame.get("id");
        }
        if (frame.containsKey("")) {
            comments.add(frame.get(""));
        }
    }

    List<String> types() {
        return events.stream().map(Got::type).toList();
    }

    /// The values of all changes of properties.
    List<String> values() {
        return events.stream()
                .filter(got -> got.type().equals("property.changed"))
                .map(got -> got.data().get("value").asText())
                .toList();
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
