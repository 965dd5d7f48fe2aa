package io.patchbay.server.run;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// How the engine works, from what it counts for the metrics. Any thread may call; it does not block.
@Singleton
public final class Pulse {
    /// Rounds that ended before the vendor was asked, or that nobody wanted any more.
    private static final Set<String> NOT_CALLED = Set.of("postponed", "down", "unserved", "dropped");

    private final MeterRegistry registry;

    Pulse(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Whose calls failed how.
    ///
    /// @param typeId  the technology
    /// @param outcome as in `patchbay.polls`: `unavailable`, `throttled`, …; `down` for what was not asked at all,
    ///     because its host is known to be down
    /// @param who     must act, in lower case, as in `patchbay.polls`
    public record Kind(String typeId, String outcome, String who) {
        /// Whether the vendor was asked.
        public boolean called() {
            return !NOT_CALLED.contains(outcome);
        }
    }

    /// Counts are since the start; the difference of two beats says what was between them.
    ///
    /// @param polls        calls that have ended, whatever came of them
    /// @param failures     how many of each kind
    /// @param begun        calls that have begun
    /// @param late         how many of those began at most so late: ascending
    /// @param stretches    calls of clients in their rhythm
    /// @param stretched    the sum of how much longer than their interval those clients waited; 1 each is on time
    /// @param waiting      calls that are due and wait for their turn
    /// @param running      calls under way
    public record Beat(
            long polls,
            Map<Kind, Long> failures,
            long begun,
            List<Late> late,
            long stretches,
            double stretched,
            long waiting,
            long running) {}

    /// @param millis the upper bound
    public record Late(double millis, double count) {}

    public Beat beat() {
        long polls = 0;
        Map<Kind, Long> failures = new HashMap<>();
        for (Timer timer : registry.find("patchbay.polls").timers()) {
            String outcome = tag(timer, "outcome");
            if (!NOT_CALLED.contains(outcome)) {
                polls += timer.count();
            }
            if (!outcome.equals("success") && (outcome.equals("down") || !NOT_CALLED.contains(outcome))) {
                failures.merge(new Kind(tag(timer, "type"), outcome, tag(timer, "who")), timer.count(), Long::sum);
            }
        }
        DistributionSummary stretch = registry.find("patchbay.polls.stretch").summary();
        Timer lateness = registry.find("patchbay.polls.lateness").timer();
        return new Beat(
                polls,
                Map.copyOf(failures),
                lateness == null ? 0 : lateness.count(),
                lateness == null ? List.of() : late(lateness),
                stretch == null ? 0 : stretch.count(),
                stretch == null ? 0 : stretch.totalAmount(),
                gauge("patchbay.polls.waiting"),
                gauge("patchbay.polls.running"));
    }

    private static List<Late> late(Timer lateness) {
        List<Late> all = new ArrayList<>();
        for (CountAtBucket at : lateness.takeSnapshot().histogramCounts()) {
            all.add(new Late(at.bucket(TimeUnit.MILLISECONDS), at.count()));
        }
        return List.copyOf(all);
    }

    private long gauge(String name) {
        Gauge gauge = registry.find(name).gauge();
        return gauge == null ? 0 : (long) gauge.value();
    }

    private static String tag(Meter meter, String name) {
        return Objects.requireNonNullElse(meter.getId().getTag(name), "");
    }
}
