package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;

    @Test
    void the_window_doubles_from_five_seconds_to_a_quarter_of_an_hour() {
        assertThat(windows(10 * MINUTE, 10))
                .containsExactly(
                        5 * SECOND,
                        10 * SECOND,
                        20 * SECOND,
                        40 * SECOND,
                        80 * SECOND,
                        160 * SECOND,
                        320 * SECOND,
                        640 * SECOND,
                        15 * MINUTE,
                        15 * MINUTE);
    }

    @Test
    void who_is_polled_often_is_tried_again_often() {
        assertThat(windows(SECOND, 7))
                .containsExactly(SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND, 30 * SECOND, 30 * SECOND);
    }

    @Test
    void who_is_polled_seldom_is_not_tried_more_often_for_ever() {
        assertThat(Backoff.window(60 * MINUTE, 100)).isEqualTo(60 * MINUTE);
    }

    @Test
    void waits_lie_all_over_the_window() {
        Random random = new Random(3);
        long[] waits = LongStream.generate(() -> Backoff.millis(10 * MINUTE, 5, random))
                .limit(1000)
                .toArray();
        assertThat(LongStream.of(waits)).allMatch(wait -> wait >= 100 && wait <= 80 * SECOND);
        assertThat(LongStream.of(waits).filter(wait -> wait < 20 * SECOND).count())
                .isBetween(180L, 320L);
        assertThat(LongStream.of(waits).filter(wait -> wait > 60 * SECOND).count())
                .isBetween(180L, 320L);
    }

    private static long[] windows(long interval, int failures) {
        return LongStream.rangeClosed(1, failures)
                .map(i -> Backoff.window(interval, (int) i))
                .toArray();
    }
}
