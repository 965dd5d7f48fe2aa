package io.patchbay.server.history;

import io.patchbay.server.access.AppId;
import io.patchbay.server.thing.ChangeReader;
import io.patchbay.server.thing.Outages;
import io.patchbay.server.thing.Outages.Outage;
import io.patchbay.server.thing.Series;
import io.patchbay.thing.ValueType;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Properties over time, of a size that can be drawn.
@Singleton
public final class Curves {
    /// Values that are drawn one by one at most; buckets are fewer.
    static final int MOST = 1000;

    private static final int DIGITS = 3;
    private static final Duration LOOK_BACK = Duration.ofDays(366);

    private final ChangeReader changes;
    private final History history;
    private final Outages outages;
    private final InstantSource clock;

    Curves(ChangeReader changes, History history, Outages outages, InstantSource clock) {
        this.changes = changes;
        this.history = history;
        this.outages = outages;
        this.clock = clock;
    }

    /// @return empty if the app has no such property, or it is not numeric
    public Optional<Curve> of(AppId app, UUID thing, String component, String property, Span span) {
        return changes.series(app, Optional.empty(), thing, component, property)
                .filter(series -> series.type() == ValueType.NUMBER)
                .map(series -> curve(app, series, span));
    }

    private Curve curve(AppId app, Series series, Span span) {
        Instant to = clock.instant().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
        Range range = new Range(to.minus(span.length()), to);
        HistoryPage page = history.page(app, series, query(range, true, MOST, Optional.empty()));
        boolean averaged = page.next().isPresent();
        List<? extends Row> rows = averaged
                ? history.page(app, series, query(range, true, MOST, Optional.of(buckets(span))))
                        .rows()
                : page.rows();
        List<Curve.Point> known = rows.stream()
                .map(row -> point(row, series, range))
                .flatMap(Optional::stream)
                .toList();
        List<Curve.Point> points =
                withGaps(before(app, series, range), known, outages.of(app, series.thing(), range.from(), to), range);
        return new Curve(series.unit(), range.from(), to, points, averaged);
    }

    /// The value that the property had when the range began.
    private @Nullable BigDecimal before(AppId app, Series series, Range range) {
        Range earlier = new Range(range.from().minus(LOOK_BACK), range.from());
        return history.page(app, series, query(earlier, false, 1, Optional.empty())).rows().stream()
                .flatMap(row -> point(row, series, earlier).stream())
                .findFirst()
                .map(Curve.Point::value)
                .orElse(null);
    }

    private static HistoryQuery query(Range range, boolean ascending, int limit, Optional<Buckets> buckets) {
        return new HistoryQuery(range, Optional.empty(), ascending, limit, List.of(), buckets);
    }

    private static Buckets buckets(Span span) {
        return new Buckets(span.bucket(), Duration.ZERO, ZoneOffset.UTC, Aggregate.AVG);
    }

    /// @return empty for a value of another unit or type, from when the property was something else
    private static Optional<Curve.Point> point(Row row, Series series, Range range) {
        return switch (row) {
            case HistoryEntry entry ->
                entry.type() == ValueType.NUMBER && entry.unit().equals(series.unit())
                        ? Optional.of(new Curve.Point(entry.at(), number(entry.value())))
                        : Optional.empty();
            case HistoryBucket bucket ->
                Optional.of(new Curve.Point(
                        bucket.from().isBefore(range.from()) ? range.from() : bucket.from(), number(bucket.value())));
        };
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        if (text == null) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return number.scale() > DIGITS
                ? number.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros()
                : number;
    }

    /// An outage is a gap from its beginning to its end, or to the first value that the vendor brought afterwards for a
    /// time within it. What was so when it ends was so before it, unless a value says otherwise.
    static List<Curve.Point> withGaps(
            @Nullable BigDecimal before, List<Curve.Point> known, List<Outage> outages, Range range) {
        List<Curve.Point> points = new ArrayList<>();
        @Nullable BigDecimal last = before;
        boolean out = false;
        if (before != null) {
            points.add(new Curve.Point(range.from(), before));
        }
        int next = 0;
        for (Outage outage : outages) {
            for (; next < known.size() && known.get(next).at().isBefore(outage.from()); next++) {
                last = known.get(next).value();
                points.add(known.get(next));
            }
            out = true;
            points.add(new Curve.Point(outage.from(), null));
            for (; next < known.size() && known.get(next).at().isBefore(outage.to()); next++) {
                last = known.get(next).value();
                points.add(known.get(next));
                out = false;
            }
            if (outage.to().isBefore(range.to())) {
                points.add(new Curve.Point(outage.to(), last));
                out = false;
            }
        }
        for (; next < known.size(); next++) {
            last = known.get(next).value();
            points.add(known.get(next));
        }
        if (!out && last != null) {
            points.add(new Curve.Point(range.to(), last));
        }
        return points;
    }
}
