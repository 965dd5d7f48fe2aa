package io.patchbay.bench.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service's metrics at one moment, by name and labels, as
/// https://prometheus.io/docs/instrumenting/exposition_formats/ writes them.
///
/// @param values by the whole text before the value: `patchbay_clients{status="started"}`
public record Metrics(Map<String, Double> values) {
    private static final Pattern LINE = Pattern.compile("^([a-z_:]+(?:\\{.*})?) (\\S+)(?: \\d+)?$", Pattern.MULTILINE);
    private static final Pattern BOUND = Pattern.compile("[{,]le=\"([^\"]+)\"");

    static Metrics parse(String text) {
        Map<String, Double> values = new HashMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            values.put(line.group(1), number(line.group(2)));
        }
        return new Metrics(Map.copyOf(values));
    }

    /// The sum of all series of a metric, whatever their labels.
    public double sum(String name) {
        return values.entrySet().stream()
                .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /// The cumulative counts of a histogram, by upper bound.
    ///
    /// @param name without `_bucket`
    public TreeMap<Double, Double> buckets(String name) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        values.forEach((series, count) -> {
            if (series.startsWith(name + "_bucket{")) {
                Matcher bound = BOUND.matcher(series);
                if (bound.find()) {
                    buckets.merge(number(bound.group(1)), count, Double::sum);
                }
            }
        });
        return buckets;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
