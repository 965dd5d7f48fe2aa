package io.patchbay.server.vendor;

import io.patchbay.connector.description.Limit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One limit of one account: most of it is for rounds, a tenth of it, at least one call, is kept for calls that
/// somebody waits for (actions, token refreshes, trials), which take what rounds leave, too. It counts what is left of
/// the present window, and believes the vendor where that says so. Times are microseconds since the epoch. Not
/// thread-safe; [Budgets] guards it.
final class Allowance {
    private final Limit limit;
    private final int calls;
    private final long per;
    private final Lane rounds;
    private @Nullable Reserve reserve;
    private long left;
    private long windowEnds;

    /// @param calls  of the limit, which the instance may override
    /// @param former one with another number of calls, which this one replaces
    Allowance(Limit limit, int calls, @Nullable Allowance former) {
        this.limit = limit;
        this.calls = calls;
        this.per = limit.per().toNanos() / 1000;
        this.rounds = new Lane(calls - kept(calls), limit.per(), former == null ? 0 : former.rounds.next());
        this.left = former == null ? calls : Math.max(0, calls - (former.calls - former.left));
        this.windowEnds = former == null ? 0 : former.windowEnds;
    }

    /// A limit of one call cannot be divided.
    private static int kept(int calls) {
        return calls < 2 ? 0 : Math.max(1, calls / 10);
    }

    int calls() {
        return calls;
    }

    Lane rounds() {
        return rounds;
    }

    /// When a call that somebody waits for may go.
    long earliest(long now) {
        return kept(calls) == 0
                ? rounds.earliest(now)
                : Math.min(rounds.earliest(now), reserve().earliest(now));
    }

    /// Books a place for a call that somebody waits for: what rounds do not need comes first.
    void book(long now) {
        long at = earliest(now);
        if (kept(calls) == 0 || rounds.earliest(now) <= at) {
            rounds.book(at);
        } else {
            reserve().book(at);
        }
    }

    private Reserve reserve() {
        Reserve present = reserve;
        if (present == null) {
            present = new Reserve(kept(calls), per);
            reserve = present;
        }
        return present;
    }

    /// Calls went.
    void took(long now, int units) {
        turn(now);
        left = Math.max(0, left - units);
    }

    /// The vendor says what is left. If that would not last for the rest of the window at the usual pace, rounds are
    /// spread over it; the last tenth stays for calls that somebody waits for.
    ///
    /// @param resetIn microseconds; empty if the vendor does not say
    void told(long now, long remaining, OptionalLong resetIn) {
        turn(now);
        left = Math.min(remaining, calls);
        if (resetIn.isPresent()) {
            windowEnds = now + Math.min(resetIn.getAsLong(), per);
        }
        rounds.spread(now, left - Math.max(1, left / 10), windowEnds);
    }

    private void turn(long now) {
        if (now >= windowEnds) {
            left = calls;
            windowEnds = now + per;
        }
    }

    Remaining remaining(long now) {
        boolean over = now >= windowEnds;
        return new Remaining(
                limit.scope().name().toLowerCase(Locale.ROOT),
                over ? calls : left,
                calls,
                limit.per().toString(),
                over ? null : Instant.EPOCH.plus(windowEnds, ChronoUnit.MICROS));
    }

    /// Whether forgetting it would change nothing.
    boolean isIdle(long now) {
        return rounds.isIdle(now) && now >= windowEnds && (reserve == null || reserve.isIdle(now));
    }
}
