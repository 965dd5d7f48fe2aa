package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Status;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final long MILLIS = INTERVAL.toMillis();
    private static final long NOW = 1_793_534_400_000L;

    @Test
    void regular_times_are_an_interval_apart() {
        Rhythm rhythm = Rhythm.of(client(), INTERVAL);
        long first = rhythm.after(NOW);
        assertThat(first).isBetween(NOW + 1, NOW + MILLIS);
        assertThat(rhythm.after(first)).isEqualTo(first + MILLIS);
        assertThat(rhythm.next(first)).isEqualTo(first + MILLIS);
        assertThat(rhythm.next(first + 700))
                .as("a late start does not shift it")
                .isEqualTo(first + MILLIS);
    }

    @Test
    void a_call_out_of_rhythm_is_followed_by_the_regular_one() {
        Rhythm rhythm = Rhythm.of(client(), INTERVAL);
        long regular = rhythm.after(NOW);
        assertThat(rhythm.next(regular - MILLIS * 3 / 4)).isEqualTo(regular);
        assertThat(rhythm.next(regular - MILLIS / 4)).isEqualTo(regular + MILLIS);
    }

    @Test
    void a_client_has_the_same_times_after_a_restart() {
        UUID id = UUID.randomUUID();
        assertThat(Rhythm.of(new ClientId(id), INTERVAL).after(NOW))
                .isEqualTo(Rhythm.of(
                                new ClientId(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits())),
                                INTERVAL)
                        .after(NOW));
    }

    @Test
    void clients_that_worked_are_spread_over_the_whole_interval_after_a_restart() {
        assertSpread(() -> Loading.firstDue(client(), Status.STARTED, INTERVAL, NOW) - NOW, MILLIS);
    }

    @Test
    void clients_that_did_not_work_are_tried_soon_but_not_at_once() {
        assertSpread(() -> Loading.firstDue(client(), Status.STARTING, INTERVAL, NOW) - NOW, 5_000);
        assertSpread(() -> Loading.firstDue(client(), Status.ERROR, INTERVAL, NOW) - NOW, 60_000);
        assertSpread(() -> Loading.firstDue(client(), Status.ERROR, Duration.ofSeconds(1), NOW) - NOW, 1_000);
    }

    /// No tenth of the span has more than a fair share of the moments, and all lie in it.
    private static void assertSpread(LongSupplier moment, long span) {
        int[] tenths = new int[10];
        LongStream.generate(moment).limit(10_000).forEach(at -> {
            assertThat(at).isBetween(0L, span);
            tenths[(int) Math.min(9, at * 10 / span)]++;
        });
        assertThat(IntStream.of(tenths)).allMatch(count -> count > 850 && count < 1150);
    }

    private static ClientId client() {
        return new ClientId(UUID.randomUUID());
    }
}
