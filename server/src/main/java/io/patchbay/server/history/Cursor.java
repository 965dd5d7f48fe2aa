package io.patchbay.server.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/// Where the next page begins. It carries the range of the first page, so that a range that was left to be preset does
/// not move on between pages.
///
/// @param from     of the range
/// @param to       of the range
/// @param at       of the last value that was given, or the edge of the last bucket
/// @param position of the last value that was given; 0 for buckets
record Cursor(Instant from, Instant to, Instant at, long position) {

    /// @return empty if it is none
    static Optional<Cursor> parse(String text) {
        String[] parts = text.split("\\.", -1);
        try {
            Instant[] times = Arrays.stream(parts)
                    .limit(3)
                    .map(micros -> Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS))
                    .toArray(Instant[]::new);
            return parts.length == 4 && Arrays.stream(times).allMatch(Range::covers)
                    ? Optional.of(new Cursor(times[0], times[1], times[2], Long.parseLong(parts[3])))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return micros(from) + "." + micros(to) + "." + micros(at) + "." + position;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
