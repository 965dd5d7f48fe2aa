package io.patchbay.server.thing;

import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/// The weeks of the change log: made ahead, dropped as a whole once all of a week is older than the longest retention
/// of
/// all apps, with the series that have no value left then. Dropping costs nothing, deleting rows would: only of apps
/// that
/// keep less than others rows are deleted ([Forgetting]).
@Singleton
final class Partitions {
    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(6);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int WEEKS_AHEAD = 4;
    private static final int SERIES_AT_ONCE = 5_000;
    private static final String PREFIX = "change_log_";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy_MM_dd");

    // any number that nothing else locks: two nodes must not make the same table at once
    private static final String ALONE = "select pg_advisory_xact_lock(7283401)";

    private static final String EXISTING =
            "select inhrelid::regclass::text from pg_inherits where inhparent = 'change_log'::regclass";

    private static final String SWEEP_SERIES = """
            delete from series where id in (select id from series where ended < :before order by ended limit :most)
            """;

    private static final String LONGEST = "select coalesce(max(least(retention_days, :most)), :most) from app";

    private final Db db;
    private final int mostDays;
    private Instant lastLook = Instant.MAX;
    private Instant nextLook = Instant.MIN;

    Partitions(Db db, @ConfigProperty(name = "patchbay.change-log-days", defaultValue = "90") int mostDays) {
        this.db = db;
        this.mostDays = mostDays;
    }

    /// Looks after the partitions several times a day, at the first call, and when the clock was set back. Any
    /// thread may call; it waits while another looks. A failure is logged and tried again soon: the weeks ahead
    /// are there long before they are needed.
    synchronized void keep(Instant now) {
        if (now.isBefore(nextLook) && !now.isBefore(lastLook)) {
            return;
        }
        lastLook = now;
        try {
            db.run(tx -> make(tx, now));
            Instant oldest = now.minus(longest());
            db.run(tx -> drop(tx, oldest));
            sweepSeries(oldest);
            nextLook = now.plus(BETWEEN_LOOKS);
        } catch (RuntimeException e) {
            nextLook = now.plus(SOON);
            LOG.errorf(e, "The change log's partitions could not be looked after; it is tried again in a minute.");
        }
    }

    /// A table that is attached, other than one that is made as a partition, lets everybody read and write meanwhile.
    private void make(Handle tx, Instant now) {
        List<String> existing = existing(tx);
        LocalDate week = week(now);
        for (LocalDate w = week; !w.isAfter(week.plusWeeks(WEEKS_AHEAD)); w = w.plusWeeks(1)) {
            if (!existing.contains(name(w))) {
                tx.execute("create table " + name(w) + " (like change_log including all)");
                tx.execute("alter table change_log attach partition " + name(w) + " for values from ('" + start(w)
                        + "') to ('" + start(w.plusWeeks(1)) + "')");
            }
        }
    }

    /// Has to be alone with the log for a moment; rather than let everybody wait for a slow reader, it gives up.
    private void drop(Handle tx, Instant oldest) {
        tx.execute("set local lock_timeout = '500ms'");
        String oldestKept = name(week(oldest));
        for (String partition : existing(tx)) {
            // the names are made so that they sort by time
            if (partition.startsWith(PREFIX) && partition.compareTo(oldestKept) < 0) {
                tx.execute("drop table " + partition);
                LOG.infof("Dropped %s: no app keeps what is so old.", partition);
            }
        }
    }

    private static List<String> existing(Handle tx) {
        tx.execute(ALONE);
        return tx.createQuery(EXISTING).mapTo(String.class).list();
    }

    private Duration longest() {
        return Duration.ofDays(db.read(handle -> handle.createQuery(LONGEST)
                .bind("most", mostDays)
                .mapTo(Integer.class)
                .one()));
    }

    /// Those whose last value was in a week that is gone.
    private void sweepSeries(Instant oldest) {
        int swept;
        do {
            swept = db.write(tx -> tx.createUpdate(SWEEP_SERIES)
                    .bind("before", start(week(oldest)))
                    .bind("most", SERIES_AT_ONCE)
                    .execute());
        } while (swept == SERIES_AT_ONCE);
    }

    private static LocalDate week(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static String name(LocalDate week) {
        return PREFIX + NAME.format(week);
    }

    private static Instant start(LocalDate week) {
        return week.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
