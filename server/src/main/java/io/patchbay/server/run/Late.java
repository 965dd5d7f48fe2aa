package io.patchbay.server.run;

import java.time.Duration;
import java.util.stream.LongStream;

/// The buckets in which lateness is counted: fine enough to tell any percentile of any span of time from two looks at
/// the metrics.
final class Late {
    private static final long[] MILLIS = {
        1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 75, 100, 125, 150, 175, 200, 225, 250, 275, 300, 350, 400, 500, 600, 800,
        1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000
    };

    private Late() {}

    static Duration[] buckets() {
        return LongStream.of(MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
