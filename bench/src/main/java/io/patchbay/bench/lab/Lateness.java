package io.patchbay.bench.lab;

import java.util.Map;
import java.util.TreeMap;

/// How late polls began within a window, from the service's own histogram.
public final class Lateness {
    private static final String NAME = "patchbay_polls_lateness_seconds";

    private Lateness() {}

    /// In milliseconds, within the bucket by linear interpolation.
    ///
    /// @param percent 0 to 100
    public static double percentile(Metrics before, Metrics after, double percent) {
        TreeMap<Double, Double> first = before.buckets(NAME);
        TreeMap<Double, Double> counts = after.buckets(NAME);
        counts.replaceAll((bound, count) -> count - first.getOrDefault(bound, 0.0));
        if (counts.isEmpty() || counts.lastEntry().getValue() == 0) {
            throw new BenchmarkException("no poll began in the window");
        }
        double wanted = counts.lastEntry().getValue() * percent / 100;
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            if (bucket.getValue() >= wanted) {
                if (bucket.getKey().isInfinite()) {
                    return lower * 1000;
                }
                double inside = bucket.getValue() - below;
                double share = inside == 0 ? 1 : (wanted - below) / inside;
                return (lower + (bucket.getKey() - lower) * share) * 1000;
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        throw new BenchmarkException("a histogram without +Inf");
    }
}
