package io.patchbay.example.broken;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

final class BrokenLives {
    private BrokenLives() {}

    static List<Variant> all() {
        return List.of(
                new Variant("C03_every_call_may_come_on_another_thread", BrokenLives::withFewThreads),
                new Variant(
                        "C04_an_interrupt_ends_a_call",
                        () -> new Altered().polling((good, _, sink) -> {
                            try {
                                good.poll(sink);
                            } catch (InterruptedException e) {
                                throw new ConnectorException(new Failure.Unavailable("interrupted"), e);
                            }
                        })),
                new Variant(
                        "C14_close_is_quick_and_throws_nothing",
                        () -> new Altered().closing(_ -> {
                            throw new IllegalStateException("still busy");
                        })),
                new Variant("C14_a_client_that_never_ran_can_be_closed", BrokenLives::expectingAPoll),
                new Variant("C14_nothing_is_reported_after_a_call_has_ended", BrokenLives::withAnOldSink),
                new Variant(
                        "C15_a_client_starts_no_thread_and_uses_its_context_in_its_calls",
                        () -> new Altered().polling((good, _, sink) -> {
                            Thread.startVirtualThread(() -> {}).join();
                            good.poll(sink);
                        })),
                new Variant("C15_clients_share_nothing", BrokenLives::withACacheForAll));
    }

    /// Works on three threads and no more, as long as nothing fails.
    private static Altered withFewThreads() {
        Set<Thread> threads = new HashSet<>();
        return new Altered().polling((good, _, sink) -> {
            threads.add(Thread.currentThread());
            if (threads.size() > 3) {
                throw new IllegalStateException("a foreign thread");
            }
            try {
                good.poll(sink);
            } catch (ConnectorException e) {
                threads.clear();
                throw e;
            }
        });
    }

    private static Altered expectingAPoll() {
        AtomicBoolean polled = new AtomicBoolean();
        return new Altered()
                .polling((good, _, sink) -> {
                    polled.set(true);
                    good.poll(sink);
                })
                .closing(_ -> {
                    if (!polled.get()) {
                        throw new IllegalStateException("never polled");
                    }
                });
    }

    private static Altered withAnOldSink() {
        Map<Polled, Sink> firsts = new HashMap<>();
        return new Altered().polling((good, _, sink) -> {
            Sink first = firsts.computeIfAbsent(good, _ -> sink);
            if (!first.equals(sink)) {
                first.status("s-1", Availability.AVAILABLE);
            }
            good.poll(sink);
        });
    }

    /// Where the vendor is down, says what any client of the connector read last.
    private static Altered withACacheForAll() {
        List<Reading> cache = new ArrayList<>();
        AtomicReference<Optional<Object>> whose = new AtomicReference<>(Optional.empty());
        return new Altered().polling((good, context, sink) -> {
            try {
                List<Reading> read = new ArrayList<>();
                good.poll(Passing.readings(sink, reading -> {
                    read.add(reading);
                    return reading;
                }));
                cache.clear();
                cache.addAll(read);
                whose.set(Optional.of(context));
            } catch (ConnectorException e) {
                if (whose.get().filter(other -> !other.equals(context)).isPresent()) {
                    cache.forEach(sink::reading);
                }
                throw e;
            }
        });
    }
}
