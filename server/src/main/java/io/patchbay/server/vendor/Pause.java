package io.patchbay.server.vendor;

import java.time.Duration;

/// The vendor has asked for time. When the pause is over, calls begin again one after another instead of all at once.
/// Times are microseconds since the epoch. Not thread-safe; [Budgets] guards it.
final class Pause {
    private static final long LONGEST = Duration.ofHours(24).toMillis() * 1000;
    private static final long LONGEST_UNASKED = Duration.ofMinutes(15).toMillis() * 1000;
    private static final long RAMP = 20_000;

    private long begun;
    private long until;
    private long line;
    private int inARow;

    /// @param sent when the refused call went: a call that was under way when the pause began does not lengthen it
    /// @param asked how long the vendor wants us to wait; 0 if it did not say
    /// @param unasked how long to wait if it did not say, doubled with each refusal in a row
    void begin(long now, long sent, long asked, long unasked) {
        boolean known = sent <= begun;
        if (known && asked <= 0) {
            return;
        }
        if (!known) {
            begun = now;
            inARow++;
        }
        long wait = asked > 0
                ? Math.min(asked, LONGEST)
                : Math.min(unasked << Math.min(inARow - 1, 20), Math.max(unasked, LONGEST_UNASKED));
        until = Math.max(until, now + wait);
        line = Math.max(line, until);
    }

    boolean isOn(long now) {
        return now < until;
    }

    /// Whether calls that were refused a moment ago are still coming back.
    boolean isRamping(long now) {
        return now < line;
    }

    /// The next place after the pause.
    long place() {
        long place = line;
        line += RAMP;
        return place;
    }

    long peek() {
        return line;
    }
}
