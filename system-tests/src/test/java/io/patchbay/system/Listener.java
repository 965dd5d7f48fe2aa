package io.patchbay.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A client of the live stream that resumes after every cut, for ever, and keeps what it heard.
final class Listener implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Values of properties by thing, in the order in which they came.
    final Map<String, Queue<Long>> values = new ConcurrentHashMap<>();
    /// Types of events that are no change of a property, with what they said.
    final Queue<String> others = new ConcurrentLinkedQueue<>();
    final AtomicLong events = new AtomicLong();
    final AtomicInteger cuts = new AtomicInteger();
    final List<Long> retries = new CopyOnWriteArrayList<>();
    private final URI stream;
    private final String token;
    private final Thread thread;
    private volatile String position = "";
    private volatile boolean over;

    Listener(Service service, Api api, String filter) {
        this.stream = URI.create(service.base() + "/api/v1/events" + filter);
        this.token = api.token();
        this.thread = Thread.ofVirtual().start(this::run);
    }

    boolean isConnected() {
        return !position.isEmpty();
    }

    private void run() {
        while (!over) {
            try {
                hear();
            } catch (IOException e) {
                // the service is away
            } catch (InterruptedException e) {
                return;
            }
            cuts.incrementAndGet();
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void hear() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(stream).header("Authorization", "Bearer " + token);
        if (!position.isEmpty()) {
            request.header("Last-Event-ID", position);
        }
        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                return;
            }
            Map<String, String> frame = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    take(frame);
                    frame.clear();
                } else {
                    int colon = line.indexOf(':');
                    frame.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
        }
    }

    private void take(Map<String, String> frame) throws IOException {
        if (frame.containsKey("retry")) {
            retries.add(Long.parseLong(frame.get("retry")));
        }
        if (frame.containsKey("data")) {
            JsonNode data = JSON.readTree(frame.get("data"));
            if ("property.changed".equals(frame.get("event"))) {
                values.computeIfAbsent(data.get("thingId").asText(), _ -> new ConcurrentLinkedQueue<>())
                        .add(data.get("value").asLong());
            } else {
                others.add(frame.get("event") + " " + data);
            }
            events.incrementAndGet();
        }
        if (frame.containsKey("id")) {
            position = frame.get("id");
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
