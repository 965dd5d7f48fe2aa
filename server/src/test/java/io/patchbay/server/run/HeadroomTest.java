package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeadroomTest {
    private static final long SHORT = Duration.ofMillis(1).toNanos();
    private static final long LONG = Duration.ofMillis(50).toNanos();

    private final Headroom headroom = new Headroom(4, 1000, 0);

    @Test
    void it_grows_only_while_polls_wait_for_a_place_and_others_do_not_wait_long() {
        headroom.adapt(SHORT, false);
        assertThat(headroom.places()).isEqualTo(4);
        headroom.adapt(SHORT, true);
        assertThat(headroom.places()).isEqualTo(5);
    }

    @Test
    void it_stays_between_its_bounds() {
        for (int i = 0; i < 1000; i++) {
            headroom.adapt(SHORT, true);
        }
        assertThat(headroom.places()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) {
            headroom.adapt(LONG, true);
        }
        assertThat(headroom.places()).isEqualTo(4);
    }

    @Test
    void it_retreats_faster_than_it_grows() {
        for (int i = 0; i < 1000; i++) {
            headroom.adapt(SHORT, true);
        }
        headroom.adapt(LONG, true);
        int retreated = headroom.places();
        headroom.adapt(SHORT, true);
        assertThat(1000 - retreated).isGreaterThan(2 * (headroom.places() - retreated));
    }

    @Test
    void a_probe_tells_how_long_a_new_thread_waits() {
        headroom.beat(System.nanoTime(), false);
        await().until(() -> headroom.waited() > 0);
    }
}
