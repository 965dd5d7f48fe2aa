package io.patchbay.bench.lab;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/// Fills a service's change log with the past: values of properties as they would have come in, one after the other, of
/// all properties in turn, and one in a hundred up to a day late.
///
/// @param from  the first day
/// @param days  so many
/// @param every the time between two values of a property
public record ChangeRows(Database database, Instant from, int days, Duration every) {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy_MM_dd");

    /// The days before now.
    public static ChangeRows before(Database database, int days, Duration every) {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        ChangeRows rows = new ChangeRows(database, today.minus(Duration.ofDays(days)), days, every);
        rows.makeWeeks();
        return rows;
    }

    public Instant to() {
        return from.plus(Duration.ofDays(days));
    }

    /// Values of the properties of these series, in the order of their ids.
    ///
    /// @param skipped how many are left out
    /// @param count   how many have values
    public void fill(Lab lab, int skipped, int count) {
        for (int day = 0; day < days; day++) {
            Instant start = from.plus(Duration.ofDays(day));
            database.execute("set synchronous_commit = off", """
                    insert into change_log (series, at, received, app_id, kind, value)
                    select s.id,
                           r.received - case when random() < 0.01 then random() * interval '1 day' else interval '3 seconds' end,
                           r.received, s.app_id, 1, cast(round(cast(15 + 10 * random() as numeric), 1) as text)
                    from (select id, app_id from series order by id offset %d limit %d) s
                    cross join generate_series(timestamptz '%s', timestamptz '%s', interval '%s microseconds') t
                    cross join lateral (select t + random() * interval '%s microseconds' as received) r
                    order by r.received
                    """.formatted(
                            skipped,
                            count,
                            start,
                            start.plus(Duration.ofDays(1)).minus(every),
                            every.toNanos() / 1000,
                            every.toNanos() / 1000));
            if (day % 10 == 9) {
                lab.say("filled " + (day + 1) + " days of " + count + " properties");
            }
        }
        database.execute("analyze change_log", "checkpoint");
    }

    /// As the service names them, so that it takes them for its own.
    private void makeWeeks() {
        Instant week = from.atOffset(ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .toInstant();
        for (; week.isBefore(to()); week = week.plus(Duration.ofDays(7))) {
            database.execute("create table if not exists change_log_" + NAME.format(week.atOffset(ZoneOffset.UTC))
                    + " partition of change_log for values from ('" + week + "') to ('" + week.plus(Duration.ofDays(7))
                    + "')");
        }
    }
}
