package io.patchbay.server.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A numeric property over time, to be drawn as steps: a value holds until the next point.
///
/// @param unit     of all values; empty if it has none
/// @param points   in order of time; a point without a value begins a gap
/// @param averaged whether values are averages of short spans, because there were too many of them
public record Curve(String unit, Instant from, Instant to, List<Point> points, boolean averaged) {
    public Curve {
        points = List.copyOf(points);
    }

    /// @param value null: from here on it is not known
    public record Point(Instant at, @Nullable BigDecimal value) {}

    public Optional<BigDecimal> min() {
        return values().stream().min(BigDecimal::compareTo);
    }

    public Optional<BigDecimal> max() {
        return values().stream().max(BigDecimal::compareTo);
    }

    /// The last one that was known.
    public Optional<BigDecimal> last() {
        List<BigDecimal> values = values();
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    private List<BigDecimal> values() {
        return points.stream().map(Point::value).filter(Objects::nonNull).toList();
    }
}
