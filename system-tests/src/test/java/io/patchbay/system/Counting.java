package io.patchbay.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Apps' threads that count up in a property of a thing each, and remember every value that was acknowledged.
final class Counting implements AutoCloseable {
    private static final String SUBJECT = "counter";

    private final Api api;
    private final List<Counter> counters = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong writes = new AtomicLong();

    Counting(Api api, int many) {
        this.api = api;
        for (int i = 0; i < many; i++) {
            String thing =
                    api.call("POST", "/things", SUBJECT, meter()).expect(201).member("Id");
            counters.add(new Counter(thing, new ConcurrentSkipListSet<>()));
        }
    }

    /// @param acknowledged in their order
    record Counter(String thing, ConcurrentSkipListSet<Long> acknowledged) {}

    void start() {
        counters.forEach(counter -> threads.add(Thread.ofVirtual().start(() -> count(counter))));
    }

    Api api() {
        return api;
    }

    long acknowledged() {
        return writes.get();
    }

    List<Counter> counters() {
        return counters;
    }

    private void count(Counter counter) {
        String path = "/things/" + counter.thing + "/components/meter/properties/count";
        for (long next = 1; !over.get(); next++) {
            try {
                if (api.attempt("PUT", path, SUBJECT, "{\"value\":\"" + next + "\"}")
                                .status()
                        == 200) {
                    counter.acknowledged.add(next);
                    writes.incrementAndGet();
                }
            } catch (IOException e) {
                // no answer, nothing acknowledged
                Thread.onSpinWait();
            }
        }
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

    private static Map<String, ?> meter() {
        Map<String, ?> count = Map.of(
                "id", "count", "name", "count", "value", "0", "unit", "", "type", "NUMBER", "propertyType", "COUNT");
        Map<String, ?> component =
                Map.of("id", "meter", "name", "Meter", "componentType", "METER", "properties", List.of(count));
        return Map.of(
                "name", "Meter",
                "displayType", "METER",
                "mainComponentId", "meter",
                "components", List.of(component));
    }
}
