package io.patchbay.server.run;

import java.util.concurrent.TimeUnit;

/// How many polls may compute at once, so that everything else of the service still finds its processors: a tiny probe
/// measures how long a new virtual thread waits until it runs, as a request to the API does. Too long, and polls get
/// fewer places; short enough while polls wait for a place, and they get more: a connector that blocks where the engine
/// cannot see it does not hold the others up for long. Additive growth, multiplicative retreat, between bounds.
///
/// Used by the scheduler's thread only; the probe runs on its own.
final class Headroom {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long TARGET = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long UNDER_WAY = -1;

    private final int fewest;
    private final int most;
    private double places;
    private long probedAt;
    private volatile long waited;

    /// @param fewest places, however long threads wait
    Headroom(int fewest, int most, long now) {
        this.fewest = Math.min(fewest, most);
        this.most = most;
        this.places = this.fewest;
        this.probedAt = now;
    }

    int places() {
        return (int) places;
    }

    /// How long the last probe waited, in nanoseconds.
    long waited() {
        return Math.max(0, waited);
    }

    /// Looks at the last probe and sends the next, a hundred times a second at most.
    ///
    /// @param now in nanoseconds, as of [System#nanoTime]
    /// @param wanted whether polls wait for a place
    void beat(long now, boolean wanted) {
        long age = now - probedAt;
        if (age < PERIOD) {
            return;
        }
        long last = waited;
        if (last == UNDER_WAY) {
            // it still waits: once it has waited too long that counts already
            if (age > TARGET + PERIOD) {
                adapt(age, wanted);
            }
            return;
        }
        adapt(last, wanted);
        waited = UNDER_WAY;
        probedAt = now;
        Thread.ofVirtual().name("headroom").start(() -> waited = System.nanoTime() - now);
    }

    void adapt(long nanos, boolean wanted) {
        if (nanos > TARGET) {
            places = Math.max(fewest, places * 0.8);
        } else if (wanted) {
            places = Math.min(most, places + Math.max(1, places / 16));
        }
    }
}
