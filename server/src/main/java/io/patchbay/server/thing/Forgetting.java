package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Retention;
import io.patchbay.server.db.Db;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Deletes what an app sees no more while others still do: weeks of the log are shared, and dropped when the last app
/// has
/// no use for them. Steps are short transactions, and a step that is done twice does nothing.
@Singleton
final class Forgetting {
    static final int STEP = 5_000;

    private static final String SHORTER = "select id from app where retention_days < :most order by id";

    // positions and times of reception go up together but for a few, which the next round finds
    private static final String STEP_END = """
            select max(position)
            from (select position, received from change_log
                  where app_id = :app and position > :after order by position limit :step) step
            where received < :before
            """;

    private static final String FORGET = """
            delete from change_log
            where app_id = :app and position > :after and position <= :to and received < :before
            """;

    private final Db db;
    private final Retention retention;

    Forgetting(Db db, Retention retention) {
        this.db = db;
        this.retention = retention;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        forget(STEP);
    }

    /// @param step how many rows one transaction looks at
    void forget(int step) {
        List<UUID> apps = db.read(handle -> handle.createQuery(SHORTER)
                .bind("most", retention.mostDays())
                .mapTo(UUID.class)
                .list());
        apps.forEach(app -> forget(app, retention.since(new AppId(app)), step));
    }

    private void forget(UUID app, Instant before, int step) {
        long after = 0;
        Optional<Long> to = end(app, before, after, step);
        while (to.isPresent()) {
            long from = after;
            long end = to.get();
            db.run(tx -> tx.createUpdate(FORGET)
                    .bind("app", app)
                    .bind("after", from)
                    .bind("to", end)
                    .bind("before", before)
                    .execute());
            after = end;
            to = end(app, before, after, step);
        }
    }

    private Optional<Long> end(UUID app, Instant before, long after, int step) {
        return db.read(handle -> handle.createQuery(STEP_END)
                .bind("app", app)
                .bind("after", after)
                .bind("step", step)
                .bind("before", before)
                .mapTo(Long.class)
                .findOne());
    }
}
