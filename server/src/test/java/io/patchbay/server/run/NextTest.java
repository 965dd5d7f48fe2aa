package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.client.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of what follows what, for a client that is polled every ten minutes.
class NextTest {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final Rhythm RHYTHM = new Rhythm(10 * MINUTE, 0);
    private static final long BEGUN = 100 * RHYTHM.interval();
    private static final long NOW = BEGUN + 300;

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(
                        "unavailable",
                        failed(new Failure.Unavailable("x")),
                        Failure.Actor.NOBODY,
                        "x",
                        100,
                        5 * SECOND),
                Arguments.of(
                        "puzzled", failed(new Failure.Puzzled("x", "s")), Failure.Actor.AUTHOR, "x", 100, 5 * SECOND),
                Arguments.of(
                        "throttled",
                        failed(throttled(Duration.ofSeconds(40))),
                        Failure.Actor.VENDOR,
                        "x",
                        40 * SECOND,
                        44 * SECOND),
                Arguments.of(
                        "throttled without a time",
                        failed(throttled(null)),
                        Failure.Actor.VENDOR,
                        "x",
                        100,
                        5 * SECOND),
                Arguments.of(
                        "throttled for a year",
                        failed(throttled(Duration.ofDays(365))),
                        Failure.Actor.VENDOR,
                        "x",
                        24 * 60 * MINUTE,
                        24 * 60 * MINUTE + 10 * MINUTE),
                Arguments.of(
                        "misconfigured",
                        failed(new Failure.Misconfigured(List.of(new Problem("key", "is wrong")))),
                        Failure.Actor.DEVELOPER,
                        "key is wrong",
                        15 * MINUTE,
                        17 * MINUTE),
                Arguments.of(
                        "a bug",
                        new Outcome.Crashed("IllegalStateException", "at …"),
                        Failure.Actor.AUTHOR,
                        "the connector failed unexpectedly: IllegalStateException",
                        100,
                        5 * SECOND),
                Arguments.of(
                        "our own trouble",
                        new Outcome.Unserved("x", new IllegalStateException()),
                        Failure.Actor.NOBODY,
                        "x",
                        100,
                        5 * SECOND));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    void a_failure_is_tried_again_in_its_own_time(
            String name, Outcome outcome, Failure.Actor who, String cause, long least, long most) {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            Next next = Next.after(outcome, new Next.Past(RHYTHM, BEGUN, NOW, 0), random);
            assertThat(next.due().orElseThrow() - NOW).as(name).isBetween(least, most);
            assertThat(next.failures()).isEqualTo(1);
            assertThat(next.standing()).contains(new Standing(Status.ERROR, Optional.of(who), Optional.of(cause)));
        }
    }

    @Test
    void who_needs_the_customer_rests() {
        for (Failure failure : List.of(new Failure.Unauthorized("x"), new Failure.Departed("x"))) {
            Next next = after(failed(failure), 3);
            assertThat(next.due()).isEmpty();
            assertThat(next.isOver()).isFalse();
            assertThat(next.standing()).contains(Standing.error(Failure.Actor.SUBJECT, "x"));
        }
    }

    @Test
    void a_success_ends_all_failures_and_keeps_the_rhythm() {
        Next next = after(new Outcome.Succeeded(Optional.empty()), 7);
        assertThat(next)
                .isEqualTo(new Next(OptionalLong.of(BEGUN + RHYTHM.interval()), 0, Optional.of(Standing.STARTED)));
    }

    @Test
    void nothing_new_before_a_time_skips_regular_times_up_to_four_intervals() {
        assertThat(hinted(BEGUN + 5 * MINUTE)).isEqualTo(BEGUN + 10 * MINUTE);
        assertThat(hinted(BEGUN + 25 * MINUTE)).isEqualTo(BEGUN + 30 * MINUTE);
        assertThat(hinted(BEGUN + 30 * MINUTE)).isEqualTo(BEGUN + 30 * MINUTE);
        assertThat(hinted(BEGUN + 24 * 60 * MINUTE)).isEqualTo(BEGUN + 40 * MINUTE);
    }

    @Test
    void a_postponed_call_is_no_failure() {
        Next next = after(new Outcome.PutOff(Duration.ofMillis(1500)), 2);
        assertThat(next).isEqualTo(new Next(OptionalLong.of(NOW + 1500), 2, Optional.empty()));
    }

    @Test
    void a_client_of_a_host_that_is_down_keeps_its_phase_and_counts_no_failure() {
        Failure away = new Failure.Unavailable("away");
        Next soon = after(new Outcome.Down(away, Duration.ofSeconds(70)), 2);
        assertThat(soon.due()).hasValue(NOW + 70 * SECOND);
        assertThat(soon.failures()).isEqualTo(2);
        assertThat(soon.standing()).contains(Standing.error(Failure.Actor.NOBODY, "away"));
        Next regular = after(new Outcome.Down(away, Duration.ofHours(1)), 0);
        assertThat(regular.due()).hasValue(BEGUN + RHYTHM.interval());
    }

    @Test
    void what_is_over_is_over() {
        assertThat(after(new Outcome.Over(), 0).isOver()).isTrue();
    }

    private static long hinted(long time) {
        return after(new Outcome.Succeeded(Optional.of(Instant.ofEpochMilli(time))), 0)
                .due()
                .orElseThrow();
    }

    private static Next after(Outcome outcome, int failures) {
        return Next.after(outcome, new Next.Past(RHYTHM, BEGUN, NOW, failures), new Random(5));
    }

    private static Outcome failed(Failure failure) {
        return new Outcome.Failed(failure);
    }

    private static Failure throttled(@Nullable Duration wait) {
        return new Failure.Throttled("x", Optional.ofNullable(wait));
    }
}
