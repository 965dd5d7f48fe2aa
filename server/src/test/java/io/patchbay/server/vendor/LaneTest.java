package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis() * 1000;

    @Test
    void no_window_sees_more_calls_than_the_limit_however_they_come() {
        Random random = new Random(7);
        for (int calls : new int[] {1, 2, 3, 9, 10, 11, 60, 1000}) {
            Lane lane = Lane.of(calls, Duration.ofMinutes(1));
            List<Long> went = new ArrayList<>();
            long now = 1_000_000_000_000L;
            for (int i = 0; i < 5 * calls + 20; i++) {
                // bursts, pauses and a steady stream in turn
                now += random.nextInt(3) == 0 ? random.nextLong(2 * MINUTE / calls) : 0;
                long at = lane.earliest(now);
                lane.book(at);
                went.add(at);
            }
            for (int i = 0; i + calls < went.size(); i++) {
                assertThat(went.get(i + calls) - went.get(i))
                        .as("%s calls a minute, from call %s", calls, i)
                        .isGreaterThanOrEqualTo(MINUTE);
            }
        }
    }

    @Test
    void nine_tenths_of_the_limit_can_be_used_for_ever() {
        Lane lane = Lane.of(60, Duration.ofMinutes(1));
        long at = 0;
        for (int i = 0; i < 600; i++) {
            at = lane.earliest(0);
            lane.book(at);
        }
        assertThat(at).isLessThan(12 * MINUTE);
    }

    @Test
    void a_tenth_of_the_limit_may_go_at_once() {
        Lane lane = Lane.of(60, Duration.ofMinutes(1));
        for (int i = 0; i < 7; i++) {
            assertThat(lane.earliest(MINUTE)).isEqualTo(MINUTE);
            lane.book(MINUTE);
        }
        assertThat(lane.earliest(MINUTE)).isGreaterThan(MINUTE + 1_000_000);
    }
}
