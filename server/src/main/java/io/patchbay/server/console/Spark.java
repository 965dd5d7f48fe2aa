package io.patchbay.server.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A small chart of the last quarter of an hour, in an SVG of 180 by 32, the newest value at the right.
///
/// @param line   its points
/// @param area   the same, closed along the bottom
/// @param lowest of the values, in words; as `highest`
record Spark(String line, String area, String lowest, String highest) {
    private static final int WIDTH = 180;
    private static final int HEIGHT = 32;
    private static final int MARGIN = 2;

    static final Spark NONE = new Spark("", "", "", "");

    /// @param values the oldest first; NaN is shown as nothing
    /// @param least  a value that fills the height at least, so that next to nothing looks so
    static Spark of(List<Double> values, double least, String format) {
        int steps = HealthHistory.MOST - 2;
        double top = Math.max(least, known(values).max().orElse(0));
        int from = steps + 1 - values.size();
        String line = IntStream.range(0, values.size())
                .filter(i -> !values.get(i).isNaN())
                .mapToObj(i -> point((from + i) * (double) WIDTH / steps, values.get(i) / top))
                .collect(Collectors.joining(" "));
        if (line.isEmpty()) {
            return NONE;
        }
        String first = line.substring(0, line.indexOf(','));
        String area = first + "," + HEIGHT + " " + line + " " + WIDTH + "," + HEIGHT;
        return new Spark(
                line,
                area,
                words(format, known(values).min().orElse(0)),
                words(format, known(values).max().orElse(0)));
    }

    private static DoubleStream known(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).filter(value -> !Double.isNaN(value));
    }

    private static String point(double x, double share) {
        double y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
        return words("%.1f", x) + "," + words("%.1f", y);
    }

    static String words(String format, double value) {
        return String.format(Locale.ENGLISH, format, value);
    }
}
