package io.patchbay.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Apps' threads that write as fast as the service answers: each counts up in a property of a thing of its own,
/// and one makes new things. They remember what was acknowledged, and go on where a request got no answer.
final class Writers implements AutoCloseable {
    private static final String SUBJECT = "writer";
    private static final JsonMapper JSON = new JsonMapper();

    private final Api api;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong writes = new AtomicLong();
    private final List<Counter> counters = new ArrayList<>();
    private final Queue<String> made = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    Writers(Api api, int count) {
        this.api = api;
        for (int i = 0; i < count; i++) {
            counters.add(new Counter(thing(api), new AtomicLong(), new AtomicLong(), new ConcurrentLinkedQueue<>()));
        }
        counters.forEach(counter -> threads.add(Thread.ofVirtual().start(() -> repeat(() -> count(counter)))));
        threads.add(Thread.ofVirtual().start(() -> repeat(this::make)));
    }

    /// @param asked the last value that was sent
    /// @param acknowledged the last value that was answered with 200
    /// @param all          that were
    private record Counter(String thing, AtomicLong asked, AtomicLong acknowledged, Queue<Long> all) {
        String path() {
            return "/things/" + thing + "/components/meter/properties/count";
        }
    }

    private interface Attempt {
        Answer make() throws IOException;
    }

    /// How many writes have been acknowledged so far.
    long acknowledged() {
        return writes.get();
    }

    /// All values that were acknowledged, by thing.
    Map<String, List<Long>> values() {
        Map<String, List<Long>> values = new HashMap<>();
        counters.forEach(counter -> values.put(counter.thing, List.copyOf(counter.all)));
        return values;
    }

    /// Ends the writing and says what of the acknowledged is not there any more, or was answered with what nobody
    /// should see; empty when all is well.
    List<String> lost() {
        close();
        List<String> lost = new ArrayList<>(surprises);
        for (Counter counter : counters) {
            long value =
                    Long.parseLong(api.get(counter.path(), SUBJECT).expect(200).member("value"));
            // what was asked and not answered may or may not have happened
            if (value < counter.acknowledged.get() || value > counter.asked.get()) {
                lost.add(counter.path() + " is " + value + ", acknowledged was " + counter.acknowledged);
            }
        }
        for (String thing : made) {
            if (api.get("/things/" + thing, SUBJECT).status() != 200) {
                lost.add("thing " + thing);
            }
        }
        return lost;
    }

    @Override
    public void close() {
        over.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(Attempt attempt) {
        while (!over.get()) {
            try {
                Answer answer = attempt.make();
                // 503 is what a service says whose database is away
                if (answer.status() / 100 != 2 && answer.status() != 503) {
                    surprises.add(answer.toString());
                }
            } catch (IOException e) {
                // no answer, nothing acknowledged
                Thread.onSpinWait();
            }
        }
    }

    private Answer count(Counter counter) throws IOException {
        long next = counter.asked.incrementAndGet();
        Answer answer = api.attempt("PUT", counter.path(), SUBJECT, "{\"value\":\"" + next + "\"}");
        if (answer.status() == 200) {
            counter.acknowledged.set(next);
            counter.all.add(next);
            writes.incrementAndGet();
        }
        return answer;
    }

    private Answer make() throws IOException {
        Answer answer = api.attempt("POST", "/things", SUBJECT, body());
        if (answer.status() == 201) {
            made.add(answer.member("Id"));
            writes.incrementAndGet();
        }
        return answer;
    }

    /// The id of a new thing that counts.
    static String thing(Api api) {
        return api.call("POST", "/things", SUBJECT, meter()).expect(201).member("Id");
    }

    private static String body() {
        try {
            return JSON.writeValueAsString(meter());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, ?> meter() {
        Map<String, ?> count = Map.of(
                "id", "count", "name", "count", "value", "0", "unit", "", "type", "NUMBER", "propertyType", "COUNT");
        Map<String, ?> component = Map.of(
                "id",
                "meter",
                "name",
                "Meter",
                "componentType",
                "METER",
                "capabilities",
                List.of(),
                "properties",
                List.of(count),
                "actions",
                List.of());
        return Map.of(
                "name", "Meter",
                "manufacturer", "Patchbay",
                "displayType", "METER",
                "mainComponentId", "meter",
                "attributes", List.of(),
                "components", List.of(component));
    }
}
