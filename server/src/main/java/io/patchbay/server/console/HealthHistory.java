package io.patchbay.server.console;

import io.patchbay.server.db.Db;
import io.patchbay.server.run.Pulse;
import io.patchbay.server.thing.Writer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jdbi.v3.core.JdbiException;

/// How the service has worked during the last quarter of an hour: a look each five seconds, kept in memory. Any thread
/// may ask.
@Singleton
final class HealthHistory {
    /// One more than there are intervals in a quarter of an hour.
    static final int MOST = 181;

    private final Pulse pulse;
    private final Writer writer;
    private final Db db;
    private final InstantSource clock;
    private final Deque<HealthSample> samples = new ArrayDeque<>();

    HealthHistory(Pulse pulse, Writer writer, Db db, InstantSource clock) {
        this.pulse = pulse;
        this.writer = writer;
        this.db = db;
        this.clock = clock;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Db.Load load = db.load(); // before this asks for a connection itself
        HealthSample sample =
                new HealthSample(clock.instant(), pulse.beat(), writer.batches(), writer.underWay(), load, ping());
        synchronized (samples) {
            samples.addLast(sample);
            if (samples.size() > MOST) {
                samples.removeFirst();
            }
        }
    }

    private double ping() {
        long begun = System.nanoTime();
        try {
            db.read(handle -> handle.select("select 1").mapTo(Integer.class).one());
            return (System.nanoTime() - begun) / 1e6;
        } catch (JdbiException e) {
            return Double.NaN;
        }
    }

    /// The oldest first.
    List<HealthSample> samples() {
        synchronized (samples) {
            return new ArrayList<>(samples);
        }
    }
}
