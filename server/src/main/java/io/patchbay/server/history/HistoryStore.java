package io.patchbay.server.history;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.thing.Series;
import io.patchbay.thing.ValueType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/// Values of the change log by series and vendor time.
///
/// A value is never received before it is so, hence `received >= from` leaves out the weeks before the range. A late
/// one
/// may be in any week after it: those are asked, too, at the cost of a look into the index of each.
@Singleton
final class HistoryStore {
    private static final String WANTED = """
            at >= :from and at < :to and received >= :since
            """;

    // each series is read in its order and no further than the page goes
    private static final String PAGE = """
            select l.position, l.at, l.received, l.value, s.unit, s.type
            from series s cross join lateral (
                select position, at, received, value from change_log
                where series = s.id and \
            """ + WANTED + """
                    %1$s
                order by at %2$s, position %2$s limit :limit) l
            where s.app_id = :app and s.thing_id = :thing and s.component_id = :component and s.property_id = :property
                %3$s
            order by l.at %2$s, l.position %2$s limit :limit
            """;

    // the edges are a query of their own so that they are read once, not for every row
    private static final String BUCKETS = """
            select width_bucket(at, (select cast(:starts as timestamptz[]))) as slot, count(*) as count, %1$s as value
            from change_log
            where series = (select id from series where id = :series and app_id = :app) and value is not null and \
            """ + WANTED + """
                %2$s
            group by slot
            order by slot
            """;

    private final Db db;

    HistoryStore(Db db) {
        this.db = db;
    }

    /// An entry and its place in the log.
    record Placed(HistoryEntry entry, long position) {}

    /// A bucket that is not empty.
    ///
    /// @param slot which of the starts it has, from 0
    record Gathered(int slot, long count, String value) {}

    /// One page, in order. With filters only values of the present type and unit, which they were written for.
    ///
    /// @param since when the earliest value may have been received
    List<Placed> page(AppId app, Series present, HistoryQuery query, Instant since, int limit) {
        // the last value of the page before may not be the only one of its time
        Range range = query.cursor().isPresent() && !query.ascending()
                ? new Range(query.rest().from(), query.rest().to().plusNanos(1000))
                : query.rest();
        return db.read(handle -> {
            Query page = bound(handle.createQuery(sql(query)), app, query, range, since)
                    .bind("thing", present.thing())
                    .bind("component", present.component())
                    .bind("property", present.property())
                    .bind("limit", limit);
            if (!query.filters().isEmpty()) {
                page.bind("series", present.id());
            }
            query.cursor().ifPresent(c -> page.bind("at", c.at()).bind("position", c.position()));
            return page.map((row, _) -> placed(row)).list();
        });
    }

    /// The buckets that have values, in order of time.
    ///
    /// @param starts where each begins
    List<Gathered> gather(
            AppId app,
            Series present,
            HistoryQuery query,
            Range range,
            Aggregate how,
            List<Instant> starts,
            Instant since) {
        return db.read(handle -> bound(handle.createQuery(sql(query, how)), app, query, range, since)
                .bind("series", present.id())
                .bind("starts", starts.stream().map(Instant::toString).toArray(String[]::new))
                .map((row, _) -> new Gathered(row.getInt("slot") - 1, row.getLong("count"), row.getString("value")))
                .list());
    }

    /// A page of values.
    static String sql(HistoryQuery query) {
        String after = query.cursor()
                .map(c -> " and (at, position) " + (query.ascending() ? ">" : "<") + " (:at, :position)")
                .orElse("");
        return PAGE.formatted(
                conditions(query) + after,
                query.ascending() ? "" : "desc",
                query.filters().isEmpty() ? "" : "and s.id = :series");
    }

    /// A page of buckets.
    static String sql(HistoryQuery query, Aggregate how) {
        return BUCKETS.formatted(how.sql(), conditions(query));
    }

    private static String conditions(HistoryQuery query) {
        return query.filters().stream().map(filter -> " and " + filter.sql()).collect(Collectors.joining());
    }

    private static Query bound(Query sql, AppId app, HistoryQuery query, Range range, Instant since) {
        query.filters().forEach(filter -> filter.bind(sql));
        return sql.bind("app", app.value())
                .bind("from", range.from())
                .bind("to", range.to())
                .bind("since", since.isAfter(range.from()) ? since : range.from());
    }

    private static Placed placed(ResultSet row) throws SQLException {
        return new Placed(
                new HistoryEntry(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getObject("received", OffsetDateTime.class).toInstant(),
                        row.getString("value"),
                        row.getString("unit"),
                        ValueType.valueOf(row.getString("type"))),
                row.getLong("position"));
    }
}
