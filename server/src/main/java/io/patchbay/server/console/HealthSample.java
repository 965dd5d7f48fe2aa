package io.patchbay.server.console;

import io.patchbay.server.db.Db;
import io.patchbay.server.run.Pulse;
import io.patchbay.server.thing.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One look at how the service works.
///
/// @param underWay writes that wait or are being written
/// @param ping     how long the database took for the least it can be asked, in milliseconds; NaN if it gave no answer
record HealthSample(Instant at, Pulse.Beat beat, Writer.Batches batches, int underWay, Db.Load load, double ping) {

    double secondsSince(HealthSample earlier) {
        return Math.max(0.001, Duration.between(earlier.at, at).toMillis() / 1e3);
    }

    /// A second.
    double polls(HealthSample since) {
        return (beat.polls() - since.beat.polls()) / secondsSince(since);
    }

    /// A second; of calls that were made.
    double failures(HealthSample since) {
        return (all(this) - all(since)) / secondsSince(since);
    }

    private static long all(HealthSample sample) {
        return sample.beat.failures().entrySet().stream()
                .filter(entry -> entry.getKey().called())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// How much longer than their interval clients waited; 1 is on time, and what it is if none was called.
    double stretch(HealthSample since) {
        long calls = beat.stretches() - since.beat.stretches();
        return calls <= 0 ? 1 : (beat.stretched() - since.beat.stretched()) / calls;
    }

    /// How late calls began, in milliseconds; 0 if none did.
    ///
    /// @param share of the calls that were not later, such as 0.99
    double lateness(HealthSample since, double share) {
        double begun = beat.begun() - since.beat.begun();
        double below = 0;
        double from = 0;
        List<Pulse.Late> late = beat.late();
        for (int i = 0; i < late.size() && begun > 0; i++) {
            double count = late.get(i).count()
                    - (i < since.beat.late().size() ? since.beat.late().get(i).count() : 0);
            double to = late.get(i).millis();
            if (count >= share * begun) {
                // within a bucket they are taken to be spread evenly
                return from + (to - from) * Math.clamp((share * begun - below) / (count - below), 0, 1);
            }
            below = count;
            from = to;
        }
        return from;
    }

    /// A second.
    double batches(HealthSample since) {
        return (batches.count() - since.batches.count()) / secondsSince(since);
    }

    /// Writes in one, on the average.
    double batchSize(HealthSample since) {
        long count = batches.count() - since.batches.count();
        return count <= 0 ? 0 : (batches.writes() - since.batches.writes()) / (double) count;
    }

    /// Milliseconds, on the average.
    double batchTime(HealthSample since) {
        long count = batches.count() - since.batches.count();
        return count <= 0 ? 0 : (batches.millis() - since.batches.millis()) / count;
    }
}
