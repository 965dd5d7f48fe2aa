package io.patchbay.connector.description;

import java.time.Duration;

/// How often a client is polled.
///
/// @param interval between the starts of two polls, unless the operator sets another one
public record Pace(Duration interval) {
    public Pace {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("a poll interval is positive");
        }
    }
}
