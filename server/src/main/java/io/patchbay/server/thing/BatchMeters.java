package io.patchbay.server.thing;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// What is counted of batches of writes: `patchbay.writes.batch`, how many writes each has, and
/// `patchbay.writes.batch.time`, how long its transaction takes.
final class BatchMeters {
    private final DistributionSummary sizes;
    private final Timer times;

    BatchMeters(MeterRegistry registry) {
        this.sizes = DistributionSummary.builder("patchbay.writes.batch")
                .description("writes in one transaction")
                .register(registry);
        this.times = Timer.builder("patchbay.writes.batch.time")
                .description("one transaction of writes, until it is on the disk")
                .register(registry);
    }

    void written(int writes, long nanos) {
        sizes.record(writes);
        times.record(nanos, TimeUnit.NANOSECONDS);
    }

    Writer.Batches all() {
        return new Writer.Batches(times.count(), (long) sizes.totalAmount(), times.totalTime(TimeUnit.MILLISECONDS));
    }
}
