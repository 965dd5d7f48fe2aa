package io.patchbay.server.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/// Equal spans of time without gaps. Whole days are days of the zone's calendar: one of them is shorter and one longer
/// where clocks are changed. Weeks begin on Monday.
///
/// @param width  in whole seconds, at least one
/// @param offset how much later than its zone's midnight a bucket begins
/// @param zone   UTC unless the buckets are whole days
record Buckets(Duration width, Duration offset, ZoneId zone, Aggregate aggregate) {
    /// A Monday.
    private static final LocalDateTime ORIGIN = LocalDateTime.parse("2000-01-03T00:00:00");

    /// A page of them.
    ///
    /// @param edges where each begins, in order of time, and where the last ends
    /// @param more  whether there are more in the range
    record Slots(List<Instant> edges, boolean more) {
        List<Instant> starts() {
            return edges.subList(0, edges.size() - 1);
        }
    }

    /// How many touch the range.
    long count(Range range) {
        return last(range) - number(range.from()) + 1;
    }

    /// Those that touch the range: the first ones or, if not ascending, the last ones.
    ///
    /// @param range not empty
    Slots slots(Range range, boolean ascending, int limit) {
        long count = Math.min(limit, count(range));
        long first = ascending ? number(range.from()) : last(range) - count + 1;
        return new Slots(
                LongStream.rangeClosed(first, first + count)
                        .mapToObj(this::start)
                        .toList(),
                count < count(range));
    }

    private long last(Range range) {
        return number(range.to().minus(1, ChronoUnit.MICROS));
    }

    /// Which bucket a time is in.
    private long number(Instant time) {
        Duration since = Duration.between(ORIGIN.plus(offset), LocalDateTime.ofInstant(time, zone));
        long number = Math.floorDiv(since.toSeconds(), width.toSeconds());
        // an hour that happens twice, or never, may be at the edge
        while (start(number).isAfter(time)) {
            number--;
        }
        while (!start(number + 1).isAfter(time)) {
            number++;
        }
        return number;
    }

    private Instant start(long number) {
        return ORIGIN.plus(offset).plus(width.multipliedBy(number)).atZone(zone).toInstant();
    }
}
