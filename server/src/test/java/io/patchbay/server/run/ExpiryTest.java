package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// When a client's data is no longer what its pace lets expect.
class ExpiryTest {
    private static final Rhythm TEN_MINUTES = new Rhythm(Duration.ofMinutes(10).toMillis(), 0);
    private static final Outcome SUCCESS = new Outcome.Succeeded(Optional.empty());
    private static final Outcome FAILURE = new Outcome.Failed(new Failure.Unavailable("away"));

    private final Expiry expiry = new Expiry();

    private void ends(Outcome outcome, int minute, int next) {
        expiry.ended(
                outcome, new Next(OptionalLong.of(minutes(next)), 0, Optional.empty()), TEN_MINUTES, minutes(minute));
    }

    private boolean isStale(int minute) {
        return expiry.staleSince(minutes(minute), false).isPresent();
    }

    private static long minutes(long many) {
        return Duration.ofMinutes(many).toMillis();
    }

    @Test
    void a_client_that_was_never_called_is_not_stale() {
        assertThat(isStale(1_000_000)).isFalse();
    }

    @Test
    void three_intervals_without_success_are_too_long() {
        ends(SUCCESS, 100, 110);
        ends(FAILURE, 110, 111);
        ends(FAILURE, 130, 140);
        assertThat(isStale(131)).isFalse();
        assertThat(isStale(132)).isTrue();
        assertThat(expiry.staleSince(minutes(140), false)).contains(Instant.ofEpochMilli(minutes(131)));
        ends(SUCCESS, 140, 150);
        assertThat(isStale(141)).isFalse();
    }

    @Test
    void who_fails_from_the_start_is_stale_after_as_long() {
        ends(FAILURE, 100, 101);
        assertThat(isStale(131)).isFalse();
        assertThat(isStale(132)).isTrue();
    }

    @Test
    void a_call_that_is_planned_later_is_waited_for() {
        ends(SUCCESS, 100, 140);
        assertThat(isStale(140)).as("the connector's hint").isFalse();
        ends(new Outcome.PutOff(Duration.ofMinutes(60)), 140, 200);
        assertThat(isStale(200)).as("the vendor's limits").isFalse();
        assertThat(isStale(202)).isTrue();
    }

    @Test
    void measurements_that_stay_old_are_stale_though_the_vendor_answers() {
        ends(SUCCESS, 100, 110);
        expiry.measured(minutes(60), Duration.ofMinutes(10));
        assertThat(expiry.staleSince(minutes(101), false)).contains(Instant.ofEpochMilli(minutes(91)));
        expiry.measured(minutes(99), Duration.ofMinutes(10));
        assertThat(isStale(101)).isFalse();
    }

    @Test
    void who_is_told_at_once_what_is_new_is_never_stale() {
        ends(SUCCESS, 100, 110);
        assertThat(expiry.staleSince(minutes(1000), true)).isEmpty();
    }

    @Test
    void a_client_of_a_former_run_is_fresh_until_its_first_call_is_overdue() {
        expiry.planned(minutes(105));
        assertThat(isStale(106)).isFalse();
        assertThat(isStale(107)).isTrue();
    }
}
