package io.patchbay.server.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after failures in a row: exponential with full jitter, so that many clients of a vendor that comes
/// back do not come at once ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
final class Backoff {
    private static final long FIRST = Duration.ofSeconds(5).toMillis();
    private static final long LONGEST = Duration.ofMinutes(15).toMillis();
    private static final int INTERVALS = 30;
    private static final long SHORTEST = 100;

    private Backoff() {}

    /// @param interval between two polls, in milliseconds: who is polled often is tried again often
    /// @param failures in a row, this one included; at least 1
    static long millis(long interval, int failures, RandomGenerator random) {
        return Math.max(SHORTEST, random.nextLong(window(interval, failures)) + 1);
    }

    /// The longest wait after so many failures: doubles up to 30 intervals or 15 minutes, whichever is shorter, but
    /// never less than the interval.
    static long window(long interval, int failures) {
        long first = Math.min(interval, FIRST);
        long longest = Math.max(interval, Math.min(LONGEST, INTERVALS * interval));
        return Math.min(longest, first << Math.min(failures - 1, 30));
    }
}
