package io.patchbay.server.history;

import io.patchbay.connector.description.Problem;
import io.patchbay.thing.ValueType;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how values are to be gathered; what is wrong is added to the problems.
final class BucketCheck {
    /// A year of buckets of five minutes.
    private static final long MOST = 110_000;

    private static final Pattern SPAN = Pattern.compile("(-?[0-9]{1,8})([smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));
    private static final Duration WIDEST = Duration.ofDays(366);

    private final HistoryParameters given;
    private final ValueType type;
    private final List<Problem> problems;

    BucketCheck(HistoryParameters given, ValueType type, List<Problem> problems) {
        this.given = given;
        this.type = type;
        this.problems = problems;
    }

    /// @return empty if each value is wanted
    Optional<Buckets> buckets(Range range) {
        if (given.bucket == null) {
            alone("aggregate", given.aggregate);
            alone("offset", given.offset);
            alone("zone", given.zone);
            return Optional.empty();
        }
        if (type != ValueType.NUMBER) {
            wrong("bucket", "needs a property of numbers: the values of this one are of type " + type);
        }
        Duration width = span(given.bucket)
                .filter(w -> w.isPositive() && w.compareTo(WIDEST) <= 0)
                .orElseGet(() -> {
                    wrong("bucket", "must be a width from 1s to 366d, such as 5m, 1h, 1d or 1w");
                    return WIDEST;
                });
        Buckets buckets = new Buckets(width, offset(width), zone(width), aggregate());
        if (problems.isEmpty() && buckets.count(range) > MOST) {
            wrong(
                    "bucket",
                    "would be " + buckets.count(range) + " buckets, and " + MOST
                            + " are the most: take wider ones or a shorter range");
        }
        return Optional.of(buckets);
    }

    private void alone(String field, @Nullable String text) {
        if (text != null) {
            wrong(field, "means something only together with bucket");
        }
    }

    private Duration offset(Duration width) {
        if (given.offset == null) {
            return Duration.ZERO;
        }
        return span(given.offset)
                .filter(offset -> offset.abs().compareTo(width) < 0)
                .orElseGet(() -> {
                    wrong("offset", "must be a span like 6h or -30m that is shorter than a bucket");
                    return Duration.ZERO;
                });
    }

    private ZoneId zone(Duration width) {
        if (given.zone == null) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(given.zone)) {
            wrong("zone", "must be a zone of the IANA database like Europe/Berlin");
            return ZoneOffset.UTC;
        }
        if (width.toSeconds() % Duration.ofDays(1).toSeconds() != 0) {
            wrong("zone", "needs buckets of whole days or weeks: shift shorter ones by offset");
        }
        return ZoneId.of(given.zone);
    }

    private Aggregate aggregate() {
        if (given.aggregate == null) {
            return Aggregate.AVG;
        }
        return Arrays.stream(Aggregate.values())
                .filter(aggregate -> aggregate.wire().equals(given.aggregate))
                .findFirst()
                .orElseGet(() -> {
                    wrong("aggregate", "must be avg, min, max, sum or count");
                    return Aggregate.AVG;
                });
    }

    private static Optional<Duration> span(String text) {
        Matcher matcher = SPAN.matcher(text);
        return matcher.matches()
                ? Optional.ofNullable(UNITS.get(matcher.group(2)))
                        .map(unit -> unit.multipliedBy(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    private void wrong(String field, String message) {
        problems.add(new Problem(field, message));
    }
}
