package io.patchbay.server.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Until when a client's data counts as fresh. Two things make it stale: the client was not called with success for
/// three intervals, and not because its next call is planned later; or the newest measurement that the vendor hands out
/// is older than three of the intervals at which that vendor has something new. Written by the client's calls, one
/// after another, and read from any thread. Times are milliseconds since the epoch.
final class Expiry {
    private static final int INTERVALS = 3;
    private static final long MARGIN = Duration.ofMinutes(1).toMillis();

    private volatile long confirmedUntil = Long.MAX_VALUE;
    private volatile long measuredUntil = Long.MAX_VALUE;

    /// What was stored before this node took the client: fresh until its first call has had its time.
    void planned(long due) {
        confirmedUntil = due + MARGIN;
    }

    /// A call has ended.
    void ended(Outcome outcome, Next next, Rhythm rhythm, long now) {
        long patience = now + INTERVALS * rhythm.interval() + MARGIN;
        long plan = next.due().orElse(0) + MARGIN;
        confirmedUntil = switch (outcome) {
            case Outcome.Succeeded _ -> Math.max(patience, plan);
            // the vendor's limits stretch the pace: what they allow is all that can be expected
            case Outcome.PutOff _ -> Math.max(Math.min(confirmedUntil, patience), plan);
            case Outcome.Failed _, Outcome.Down _, Outcome.Crashed _, Outcome.Unserved _, Outcome.Over _ ->
                Math.min(confirmedUntil, patience);
        };
    }

    /// @param newest of all measurements in the last report; [OpenClient#NONE] if it had none
    /// @param interval at which the vendor has something new
    void measured(long newest, Duration interval) {
        measuredUntil = newest == OpenClient.NONE ? Long.MAX_VALUE : newest + INTERVALS * interval.toMillis() + MARGIN;
    }

    /// @param listening whether the vendor would tell at once what is new
    Optional<Instant> staleSince(long now, boolean listening) {
        long until = listening ? Long.MAX_VALUE : Math.min(confirmedUntil, measuredUntil);
        return until < now ? Optional.of(Instant.ofEpochMilli(until)) : Optional.empty();
    }
}
