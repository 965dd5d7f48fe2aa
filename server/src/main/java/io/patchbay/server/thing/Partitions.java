package io.patchbay.server.thing;

import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/// The months of the change log: made ahead, dropped as a whole once all of a month is older than
/// `patchbay.change-log-days` (`PATCHBAY_CHANGE_LOG_DAYS`, 90). Dropping costs nothing, deleting rows would.
@Singleton
final class Partitions {
    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String PREFIX = "change_log_";

    // any number that nothing else locks: two nodes must not make the same table at once
    private static final String ALONE = "select pg_advisory_xact_lock(7283401)";

    private static final String EXISTING =
            "select inhrelid::regclass::text from pg_inherits where inhparent = 'change_log'::regclass";

    private final Db db;
    private final Duration retention;
    private volatile Instant nextLook = Instant.MIN;

    Partitions(Db db, @ConfigProperty(name = "patchbay.change-log-days", defaultValue = "90") int days) {
        this.db = db;
        this.retention = Duration.ofDays(days);
    }

    /// Looks after the partitions once a day, and at the first call. One thread at a time. A failure is logged and
    /// tried again soon: the months ahead are there long before they are needed.
    void keep(Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        try {
            db.run(tx -> keep(tx, now));
            nextLook = now.plus(BETWEEN_LOOKS);
        } catch (RuntimeException e) {
            nextLook = now.plus(SOON);
            LOG.errorf(e, "The change log's partitions could not be looked after; it is tried again in a minute.");
        }
    }

    private void keep(Handle tx, Instant now) {
        tx.execute("set local lock_timeout = '5s'");
        tx.execute(ALONE);
        List<String> existing = tx.createQuery(EXISTING).mapTo(String.class).list();
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        for (YearMonth m = month; !m.isAfter(month.plusMonths(2)); m = m.plusMonths(1)) {
            if (!existing.contains(name(m))) {
                tx.execute("create table " + name(m) + " partition of change_log for values from ('" + start(m)
                        + "') to ('" + start(m.plusMonths(1)) + "')");
            }
        }
        String oldestKept = name(YearMonth.from(now.minus(retention).atOffset(ZoneOffset.UTC)));
        for (String partition : existing) {
            // the names are made so that they sort by time
            if (partition.startsWith(PREFIX) && partition.compareTo(oldestKept) < 0) {
                tx.execute("drop table " + partition);
                LOG.infof("Dropped %s: older than %d days.", partition, retention.toDays());
            }
        }
    }

    private static String name(YearMonth month) {
        return PREFIX + "%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
