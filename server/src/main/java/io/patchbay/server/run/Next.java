package io.patchbay.server.run;

import io.patchbay.connector.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// What follows a call. Times are milliseconds since the epoch.
///
/// @param due when the client is called next; empty: it rests until something changes
/// @param failures in a row
/// @param standing how the client fares; empty if the call says nothing of that
record Next(OptionalLong due, int failures, Optional<Standing> standing) {
    private static final long LONGEST_HINT_INTERVALS = 4;
    private static final long SLOW_INTERVALS = 10;
    private static final long SLOW = Duration.ofMinutes(15).toMillis();
    private static final long LONGEST_WAIT = Duration.ofHours(24).toMillis();

    /// The times of the call that ended.
    ///
    /// @param failures in a row before it
    record Past(Rhythm rhythm, long begun, long now, int failures) {}

    static Next after(Outcome outcome, Past past, RandomGenerator random) {
        return switch (outcome) {
            case Outcome.Succeeded done -> succeeded(done, past);
            case Outcome.Failed failed -> failed(failed.failure(), past, random);
            case Outcome.Crashed crash ->
                again(
                        past,
                        random,
                        Standing.error(Failure.Actor.AUTHOR, "the connector failed unexpectedly: " + crash.kind()));
            case Outcome.Unserved unserved ->
                again(past, random, Standing.error(Failure.Actor.NOBODY, unserved.cause()));
            case Outcome.PutOff later ->
                new Next(OptionalLong.of(past.now() + ceil(later.waiting())), past.failures(), Optional.empty());
            case Outcome.Down down -> down(down, past);
            case Outcome.Over _ -> new Next(OptionalLong.empty(), past.failures(), Optional.empty());
        };
    }

    private static Next succeeded(Outcome.Succeeded done, Past past) {
        Rhythm rhythm = past.rhythm();
        long due = rhythm.next(past.begun());
        if (done.nothingNewBefore().isPresent()) {
            long hint = Math.min(
                    done.nothingNewBefore().get().toEpochMilli(),
                    past.begun() + LONGEST_HINT_INTERVALS * rhythm.interval());
            due = hint > due ? rhythm.after(hint - 1) : due;
            due = Math.min(due, past.begun() + LONGEST_HINT_INTERVALS * rhythm.interval());
        }
        return new Next(OptionalLong.of(due), 0, Optional.of(Standing.STARTED));
    }

    private static Next failed(Failure failure, Past past, RandomGenerator random) {
        Standing standing = Standing.error(failure.who(), failure.cause());
        return switch (failure) {
            case Failure.Unavailable _, Failure.Puzzled _ -> again(past, random, standing);
            case Failure.Throttled throttled ->
                throttled
                        .retryAfter()
                        .map(wait -> at(past, throttled(ceil(wait), past, random), standing))
                        .orElseGet(() -> again(past, random, standing));
            case Failure.Misconfigured _ -> at(past, slow(past.rhythm().interval(), random), standing);
            case Failure.Unauthorized _, Failure.Departed _ ->
                new Next(OptionalLong.empty(), past.failures() + 1, Optional.of(standing));
        };
    }

    /// The client keeps its phase: when the vendor is back, its clients are spread as they were before.
    private static Next down(Outcome.Down down, Past past) {
        long due = Math.min(past.rhythm().after(past.now()), past.now() + ceil(down.waiting()));
        Standing standing = Standing.error(down.failure().who(), down.failure().cause());
        return new Next(OptionalLong.of(due), past.failures(), Optional.of(standing));
    }

    private static Next again(Past past, RandomGenerator random, Standing standing) {
        return at(past, Backoff.millis(past.rhythm().interval(), past.failures() + 1, random), standing);
    }

    private static Next at(Past past, long wait, Standing standing) {
        return new Next(OptionalLong.of(past.now() + wait), past.failures() + 1, Optional.of(standing));
    }

    /// As long as the vendor wants, and up to a tenth more, so that not all come at once.
    private static long throttled(long asked, Past past, RandomGenerator random) {
        long wait = Math.clamp(asked, 1000, LONGEST_WAIT);
        return wait + random.nextLong(Math.min(past.rhythm().interval(), wait / 10) + 1);
    }

    /// A key may become active, or a right be granted, without anybody telling us.
    private static long slow(long interval, RandomGenerator random) {
        long wait = Math.max(interval, Math.min(SLOW, SLOW_INTERVALS * interval));
        return wait + random.nextLong(wait / 10 + 1);
    }

    private static long ceil(Duration wait) {
        return wait.plusNanos(999_999).toMillis();
    }

    Next hiding(Secrets secrets) {
        return secrets == Secrets.NONE ? this : new Next(due, failures, standing.map(secrets::hide));
    }

    /// Whether there is nothing to call any more.
    boolean isOver() {
        return due.isEmpty() && standing.isEmpty();
    }
}
