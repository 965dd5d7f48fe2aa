package io.patchbay.server.console;

import io.patchbay.server.vendor.Remaining;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How much of one of a vendor's limits is used, as a bar with words.
///
/// @param what    whose calls are counted
/// @param percent that is used
/// @param per     the window, in words
record Quota(
        String what,
        long used,
        long limit,
        int percent,
        String per,
        @Nullable Instant resets) {
    private static final int MUCH = 90;

    static Quota of(Remaining remaining) {
        long used = Math.max(0, remaining.limit() - remaining.calls());
        return new Quota(
                switch (remaining.scope()) {
                    case "service" -> "All of this service";
                    case "client" -> "One client";
                    default -> "This instance";
                },
                used,
                remaining.limit(),
                (int) Math.min(100, Math.round(100.0 * used / Math.max(1, remaining.limit()))),
                Ago.per(Duration.parse(remaining.per())),
                remaining.resets());
    }

    public boolean much() {
        return percent >= MUCH;
    }

    public Optional<Instant> reset() {
        return Optional.ofNullable(resets);
    }
}
