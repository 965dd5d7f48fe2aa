package io.patchbay.server.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// When a message is tried again: after an exponential wait with full jitter, a second at first and an hour at most, or
/// later if the receiver asks for it; for 24 hours, and once more at their end.
sealed interface Retry {
    Duration LONGEST = Duration.ofHours(24);

    /// Of a wait.
    Duration CAP = Duration.ofHours(1);

    /// So that the first try after a failure is not the failure over again.
    Duration SHORTEST = Duration.ofMillis(100);

    record At(Instant time) implements Retry {}

    /// It was tried for long enough.
    record Over() implements Retry {}

    /// @param since    when the message failed first
    /// @param failures of the message in a row, this one included; at least 1
    static Retry of(Instant since, int failures, Attempt failed, Instant now, RandomGenerator random) {
        Instant end = since.plus(LONGEST);
        if (!now.isBefore(end)) {
            return new Over();
        }
        long window = Math.min(CAP.toMillis(), 1000L << Math.min(failures - 1, 30));
        Duration wait = Duration.ofMillis(Math.max(SHORTEST.toMillis(), random.nextLong(window) + 1));
        Duration asked = failed.retryAfter().orElse(Duration.ZERO);
        Instant next = now.plus(wait.compareTo(asked) < 0 ? asked : wait);
        return new At(next.isAfter(end) ? end : next);
    }
}
