package io.patchbay.bench;

import io.patchbay.bench.lab.BenchmarkException;
import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lateness;
import io.patchbay.bench.lab.Metrics;
import io.patchbay.bench.lab.Waiting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Looks at a service under load every few seconds.
final class SoakSamples {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final double ON_TIME = 250;

    /// @param at seconds since the soak began
    /// @param late 99th percentile in milliseconds; infinite while the service did not answer
    private record Sample(double at, double late, double polls, double writes) {}

    private final Crowd crowd;
    private final LongSupplier acknowledged;
    private final long begun = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();

    SoakSamples(Crowd crowd, LongSupplier acknowledged) {
        this.crowd = crowd;
        this.acknowledged = acknowledged;
    }

    double now() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /// Samples until then.
    ///
    /// @param end seconds since the soak began
    void until(double end) {
        while (now() < end) {
            double from = now();
            long calls = crowd.vendor().calls();
            long writes = acknowledged.getAsLong();
            double late = late(BETWEEN);
            double seconds = now() - from;
            Sample sample = new Sample(
                    now(),
                    late,
                    (crowd.vendor().calls() - calls) / seconds,
                    (acknowledged.getAsLong() - writes) / seconds);
            samples.add(sample);
            crowd.lab()
                    .say("%5.0f s: p99 %s ms late, %s polls/s, %s writes/s"
                            .formatted(
                                    sample.at,
                                    Double.isInfinite(late) ? "∞" : Report.number(late),
                                    Report.number(sample.polls),
                                    Report.number(sample.writes)));
        }
    }

    private double late(Duration window) {
        try {
            Metrics before = crowd.service().metrics();
            Waiting.pause(window);
            return Lateness.percentile(before, crowd.service().metrics(), 99);
        } catch (UncheckedIOException | BenchmarkException e) {
            Waiting.pause(Duration.ofSeconds(1));
            return Double.POSITIVE_INFINITY; // it is down, or began anew in between
        }
    }

    /// Seconds from an event until polls were on time again, and stayed so for a second sample.
    OptionalDouble recoveredAfter(double event) {
        List<Sample> later = samples.stream().filter(s -> s.at > event).toList();
        for (int i = 0; i + 1 < later.size(); i++) {
            if (later.get(i).late <= ON_TIME && later.get(i + 1).late <= ON_TIME) {
                return OptionalDouble.of(later.get(i).at - event);
            }
        }
        return OptionalDouble.empty();
    }

    /// Of the samples until then, before anything was killed.
    double medianLate(double until) {
        return median(until, Sample::late);
    }

    double medianPolls(double until) {
        return median(until, Sample::polls);
    }

    double medianWrites(double until) {
        return median(until, Sample::writes);
    }

    private double median(double until, Function<Sample, Double> number) {
        return Rounds.median(
                samples.stream().filter(s -> s.at <= until).map(number).toList());
    }
}
