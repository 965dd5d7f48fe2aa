package io.patchbay.server.history;

import java.time.Instant;

/// A span of vendor time.
///
/// @param from in whole microseconds, as `to`
/// @param to   not in it any more
record Range(Instant from, Instant to) {
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    /// Whether something can have happened then: what is outside, the database may not even understand.
    static boolean covers(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }

    /// What of it is between the two.
    Range within(Instant earliest, Instant latest) {
        return new Range(from.isBefore(earliest) ? earliest : from, to.isAfter(latest) ? latest : to);
    }
}
