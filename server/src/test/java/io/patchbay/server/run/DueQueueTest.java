package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.run.DueQueue.Place;
import io.patchbay.tck.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DueQueueTest {
    private final DueQueue<String> queue = new DueQueue<>();

    @Test
    void the_first_due_comes_first_and_nobody_before_his_time() {
        queue.put(new Place<>("late"), 30);
        queue.put(new Place<>("early"), 10);
        queue.put(new Place<>("middle"), 20);
        assertThat(queue.poll(9)).isNull();
        assertThat(queue.poll(25)).isEqualTo("early");
        assertThat(queue.poll(25)).isEqualTo("middle");
        assertThat(queue.poll(25)).isNull();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void a_place_moves_and_leaves() {
        Place<String> anna = new Place<>("anna");
        Place<String> bob = new Place<>("bob");
        queue.put(anna, 10);
        queue.put(bob, 20);
        queue.put(anna, 30);
        assertThat(queue.dueAt(anna)).isEqualTo(30);
        assertThat(queue.poll(40)).isEqualTo("bob");
        queue.remove(anna);
        queue.remove(anna);
        assertThat(queue.dueAt(anna)).isEqualTo(-1);
        assertThat(queue.poll(40)).isNull();
    }

    @Test
    void it_agrees_with_a_plain_map_after_any_history() {
        Random random = new Random(11);
        DueQueue<Integer> many = new DueQueue<>();
        Map<Integer, Long> expected = new HashMap<>();
        List<Place<Integer>> places = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            places.add(new Place<>(i));
        }
        for (int step = 0; step < 20_000; step++) {
            int who = random.nextInt(places.size());
            if (random.nextInt(4) == 0) {
                many.remove(places.get(who));
                expected.remove(who);
            } else {
                long at = random.nextLong(1_000_000);
                many.put(places.get(who), at);
                expected.put(who, at);
            }
        }
        assertThat(many.size()).isEqualTo(expected.size());
        long last = -1;
        Integer next;
        while ((next = many.poll(Long.MAX_VALUE)) != null) {
            Long at = expected.remove(next);
            assertThat(at).isNotNull().isGreaterThanOrEqualTo(last);
            last = at == null ? last : at;
        }
        assertThat(expected).isEmpty();
    }

    @Test
    void whoever_waits_is_woken_by_an_earlier_one() throws Exception {
        queue.put(new Place<>("in an hour"), InstantSource.system().millis() + 3_600_000);
        CompletableFuture<String> first = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                first.complete(queue.take(InstantSource.system()));
            } catch (InterruptedException e) {
                first.completeExceptionally(e);
            }
        });
        queue.put(new Place<>("now"), InstantSource.system().millis());
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("now");
        waiting.join();
    }

    @Test
    void a_clock_that_jumps_is_noticed() throws Exception {
        HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
        queue.put(new Place<>("in an hour"), clock.millis() + 3_600_000);
        CompletableFuture<String> first = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                first.complete(queue.take(clock));
            } catch (InterruptedException e) {
                first.completeExceptionally(e);
            }
        });
        clock.advance(Duration.ofHours(1));
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("in an hour");
    }
}
