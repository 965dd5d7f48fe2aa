package io.patchbay.bench.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what another process does.
public final class Waiting {
    private Waiting() {}

    /// Looks every few milliseconds.
    ///
    /// @throws BenchmarkException if it does not come true in time
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        until(what, patience, Duration.ofMillis(20), condition);
    }

    public static void until(String what, Duration patience, Duration between, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchmarkException("waited " + patience.toSeconds() + " s in vain for " + what);
            }
            pause(between);
        }
    }

    /// Lets time pass: the length of a round.
    public static void pause(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        for (long left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new BenchmarkException("interrupted");
            }
            LockSupport.parkNanos(left);
        }
    }
}
