package io.patchbay.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.db.TestDb;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Which weeks of the log PostgreSQL looks at.
class PrunedWeeksTest {
    private static final TestDb DATABASE = TestDb.fresh();
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Range DAY = new Range(MONDAY.plus(Duration.ofDays(8)), MONDAY.plus(Duration.ofDays(9)));

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    void none_before_the_range_and_all_after_it() {
        for (int week = 0; week < 4; week++) {
            Instant start = MONDAY.plus(Duration.ofDays(7L * week));
            String table = "create table week_" + week + " partition of change_log for values from ('" + start
                    + "') to ('" + start.plus(Duration.ofDays(7)) + "')";
            DATABASE.db().run(tx -> tx.execute(table));
        }
        Buckets hours = new Buckets(Duration.ofHours(1), Duration.ZERO, ZoneOffset.UTC, Aggregate.AVG);
        HistoryQuery values = new HistoryQuery(DAY, Optional.empty(), true, 1000, List.of(), Optional.empty());
        HistoryQuery buckets = new HistoryQuery(DAY, Optional.empty(), true, 1000, List.of(), Optional.of(hours));
        String starts = hours.slots(DAY, true, 1000)
                .starts()
                .toString()
                .replace('[', '{')
                .replace(']', '}');
        Stream.of(HistoryStore.sql(values), HistoryStore.sql(buckets, Aggregate.AVG))
                .forEach(sql -> assertThat(plan(sql.replace(":starts", "'" + starts + "'")))
                        .doesNotContain("week_0")
                        .contains("week_1", "week_2", "week_3"));
    }

    private static String plan(String sql) {
        return DATABASE.db().read(handle -> {
            var query = handle.createQuery("explain " + sql);
            query.bind("from", DAY.from()).bind("to", DAY.to()).bind("since", DAY.from());
            query.bind("app", UUID.randomUUID());
            if (sql.contains(":thing")) {
                query.bind("thing", UUID.randomUUID())
                        .bind("component", "c")
                        .bind("property", "p")
                        .bind("limit", 10);
            } else {
                query.bind("series", 1L);
            }
            return String.join("\n", query.mapTo(String.class).list());
        });
    }
}
