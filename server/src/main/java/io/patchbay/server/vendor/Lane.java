package io.patchbay.server.vendor;

import java.time.Duration;
import java.time.Instant;

/// One limit, kept by the generic cell rate algorithm (ITU-T I.371). No window of the limit's length, wherever it
/// begins, sees more calls than the limit allows: the burst is a tenth of them, and the steady pace is slower by just
/// as much. Times are microseconds since the epoch. Not thread-safe; [Budgets] guards it.
final class Lane {
    private final long step;
    private final long slack;
    private long next;
    private long spreadStep;
    private long spreadUntil;

    /// @param next when the lane is empty again, from a lane that this one replaces; 0 for a new one
    Lane(int calls, Duration per, long next) {
        int burst = 1 + calls / 10;
        this.step = Math.ceilDiv(per.toNanos() / 1000, calls - burst + 1);
        this.slack = (burst - 1) * step;
        this.next = next;
    }

    static Lane of(int calls, Duration per) {
        return new Lane(calls, per, 0);
    }

    /// The first time from `now` on at which a call may go.
    long earliest(long now) {
        long steady = Math.max(now, next - slack);
        return steady < spreadUntil ? Math.min(Math.max(now, next), spreadUntil) : steady;
    }

    void book(long at) {
        next = Math.max(next, at) + (at < spreadUntil ? spreadStep : step);
    }

    /// Spreads so many calls evenly over the time until then, unless the usual pace is slower anyway.
    ///
    /// @param calls if there are none, nothing goes before that time
    void spread(long now, long calls, long until) {
        long even = until <= now ? 0 : (until - now) / (Math.max(0, calls) + 1);
        spreadUntil = even > step ? until : 0;
        spreadStep = even;
        if (calls <= 0 && until > now) {
            spreadUntil = until;
            next = Math.max(next, until);
        }
    }

    /// Whether forgetting it would change nothing.
    boolean isIdle(long now) {
        return next <= now && spreadUntil <= now;
    }

    long next() {
        return next;
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }
}
