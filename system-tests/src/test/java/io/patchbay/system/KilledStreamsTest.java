package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Live streams of a service that is killed or stopped.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledStreamsTest {
    private static final int STREAMS = 10;
    private static final int WRITERS = 48;
    private static final long ENOUGH = 4000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Service service = new Service();
    private Api api;

    @BeforeAll
    void start() {
        service.start();
        api = Api.ofNewApp(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private List<Listener> listeners(int many) {
        List<Listener> listeners = IntStream.range(0, many)
                .mapToObj(_ -> new Listener(service, api, ""))
                .toList();
        await().atMost(PATIENCE).until(() -> listeners.stream().allMatch(Listener::isConnected));
        return listeners;
    }

    @Test
    void every_change_arrives_at_every_stream_in_order_though_the_service_is_killed_under_load() {
        List<Listener> listeners = listeners(STREAMS);
        Map<String, List<Long>> acknowledged;
        long begun = System.nanoTime();
        try (Writers writers = new Writers(api, WRITERS)) {
            await().atMost(PATIENCE).until(() -> writers.acknowledged() > ENOUGH);
            double rate = writers.acknowledged() * 1e9 / (System.nanoTime() - begun);
            service.kill();
            service.start();
            long before = writers.acknowledged();
            await().atMost(PATIENCE).until(() -> writers.acknowledged() > before + ENOUGH);
            writers.close();
            acknowledged = writers.values();
            System.out.printf("%.0f acknowledged writes/s when the service was killed%n", rate);
        }
        await("all to arrive")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listeners)
                        .allSatisfy(listener -> acknowledged.forEach(
                                (thing, values) -> assertThat(new HashSet<>(listener.values.get(thing)))
                                        .containsAll(values))));
        assertThat(listeners).allSatisfy(listener -> {
            assertThat(listener.cuts.get()).as("it was cut").isPositive();
            assertThat(listener.others).noneMatch(other -> other.startsWith("reset"));
            acknowledged
                    .keySet()
                    .forEach(thing -> assertThat(List.copyOf(listener.values.get(thing)))
                            .as("in order, and none twice")
                            .isSorted()
                            .doesNotHaveDuplicates());
        });
        long values = acknowledged.values().stream().mapToLong(List::size).sum();
        listeners.forEach(listener -> System.out.printf(
                "stream: %d events, %d of %d acknowledged values, cut %d times%n",
                listener.events.get(), values, values, listener.cuts.get()));
        listeners.forEach(Listener::close);
    }

    @Test
    void a_service_that_is_asked_to_stop_ends_its_streams_with_a_last_event_and_says_when_to_come_back() {
        List<Listener> listeners = listeners(STREAMS);
        long begun = System.nanoTime();
        service.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("streams do not hold it up")
                .isLessThan(Duration.ofSeconds(20));
        service.start();
        assertThat(listeners).allSatisfy(listener -> {
            assertThat(listener.others).anyMatch(other -> other.startsWith("end ") && other.contains("STOPPING"));
            assertThat(listener.retries).anyMatch(wait -> wait >= 1000);
        });
        listeners.forEach(Listener::close);
    }
}
