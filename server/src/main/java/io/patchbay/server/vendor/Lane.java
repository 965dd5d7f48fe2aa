package io.patchbay.server.vendor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One limit, kept by the generic cell rate algorithm (ITU-T I.371). No window of the limit's length, wherever it
/// begins, sees more calls than the limit allows: the burst is a tenth of them, and the steady pace is slower by just
/// as much. Times are microseconds since the epoch. Not thread-safe; [Budgets] guards it.
final class Lane {
    private final int calls;
    private final long step;
    private final long slack;
    private long next;

    /// @param next when the lane is empty again, from a lane that this one replaces; 0 for a new one
    Lane(int calls, Duration per, long next) {
        int burst = 1 + calls / 10;
        this.calls = calls;
        this.step = Math.ceilDiv(per.toNanos() / 1000, calls - burst + 1);
        this.slack = (burst - 1) * step;
        this.next = next;
    }

    static Lane of(int calls, Duration per) {
        return new Lane(calls, per, 0);
    }

    /// The first time from `now` on at which a call may go.
    long earliest(long now) {
        return Math.max(now, next - slack);
    }

    void book(long at) {
        next = Math.max(next, at) + step;
    }

    /// Whether forgetting it would change nothing.
    boolean isIdle(long now) {
        return next <= now;
    }

    int calls() {
        return calls;
    }

    long next() {
        return next;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
