package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Retention;
import io.patchbay.server.db.Db;
import io.patchbay.thing.ValueType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.statement.Query;

/// The one door to the change log for those who read it on. Each reader keeps a position of its own: it reads what
/// comes
/// after it up to the horizon, and goes on from there.
///
/// All positions up to the horizon are final: what is there can be seen now, and nothing will ever come in between. A
/// reader that reads `(after, horizon]` and goes on after the horizon skips nothing, however late a transaction
/// commits. Per thing, the order of positions is the order of what happened.
///
/// What retention or an erasure takes away leaves gaps, as do writes that failed; they mean nothing.
///
/// Any thread may call, virtual ones too. Failures of SQL come as Jdbi's `JdbiException`.
@Singleton
public final class ChangeReader {
    private static final String COLUMNS = """
            select l.position, l.app_id, l.kind, coalesce(l.about, s.thing_id) as about,
                   coalesce(l.subject, s.subject) as subject, l.value, l.at, l.received, s.id as series_id,
                   s.thing_id, s.component_id, s.property_id, s.property_type, s.unit, s.type
            from change_log l left join series s on s.id = l.series
            where l.position > :after and l.position <= :upTo and (l.series is null or s.id is not null)
            """;

    private static final String OF_ALL = COLUMNS + " order by l.position limit :limit";

    private static final String OF_APP =
            COLUMNS + " and l.app_id = :app and l.received >= :since order by l.position limit :limit";

    private static final String SERIES = """
            select s.id as series_id, s.thing_id, s.component_id, s.property_id, s.property_type, s.unit, s.type, s.subject
            from property p join series s on s.id = p.series
            where p.thing_id = :thing and p.component_id = :component and p.id = :property
                and s.app_id = :app and (cast(:subject as text) is null or s.subject = :subject)
            """;

    private static final String CONCERNS = """
            select l.app_id, l.kind, coalesce(l.subject, s.subject) as subject, min(l.position) as first,
                max(l.position) as last
            from change_log l left join series s on s.id = l.series
            where l.position > :after and l.position <= :upTo and l.app_id = any(:apps)
                and (l.series is null or s.id is not null)
            group by 1, 2, 3
            order by first
            """;

    private static final String NEXT = """
            select position, received from change_log where app_id = :app and position > :after
            order by position limit 1
            """;

    /// How much older a change may be than one of a lower position: as long as a transaction takes.
    private static final Duration DISORDER = Duration.ofSeconds(10);

    private static final String DRAWN = "select last_value from change_position where is_called";

    private static final String CREATED = "select created from app where id = :app";

    private static final String RECEIVED = """
            select received from change_log where position <= :position order by position desc limit 1
            """;

    private final Db db;
    private final Horizon horizon;
    private final HorizonWatch watch;
    private final Retention retention;

    ChangeReader(Db db, Horizon horizon, HorizonWatch watch, Retention retention) {
        this.db = db;
        this.horizon = horizon;
        this.watch = watch;
        this.retention = retention;
    }

    /// Asks the database, without waiting for writes that are under way.
    ///
    /// @return the position up to which all is final; never less than before, 0 if there is nothing yet
    public long horizon() {
        return horizon.look();
    }

    /// Has `told` called with the present horizon, then whenever it has advanced: soon after a commit of this node,
    /// and within 250 ms after one of another. Calls come one after the other, on a thread that serves all
    /// listeners: take note and return. A call may come while or just after the result is closed.
    public AutoCloseable onAdvance(LongConsumer told) {
        return watch.listen(told);
    }

    /// What the log has after a position, in order.
    ///
    /// @param app   whose changes, as far as its retention lets it see them; if empty, all that is there
    /// @param upTo  the last position to look at: a horizon
    /// @param limit of entries; fewer come only if there are no more up to `upTo`
    public List<Entry> read(Optional<AppId> app, long after, long upTo, int limit) {
        Optional<Instant> since = app.map(retention::since);
        return db.read(handle -> {
            var query = handle.createQuery(app.isPresent() ? OF_APP : OF_ALL)
                    .bind("after", after)
                    .bind("upTo", upTo)
                    .bind("limit", limit);
            app.ifPresent(of -> query.bind("app", of.value()));
            since.ifPresent(oldest -> query.bind("since", oldest));
            return query.map((row, _) -> entry(row)).list();
        });
    }

    /// That something is in the log of an app, an end customer and a kind.
    ///
    /// @param first the least of the positions
    /// @param last  the greatest
    public record Concern(AppId app, Kind kind, String subject, long first, long last) {}

    /// Whom the changes between two positions concern, without reading them one by one.
    ///
    /// @param apps of which it matters
    /// @param upTo the last position to look at: a horizon
    /// @return in the order of their first positions
    public List<Concern> concerns(Collection<AppId> apps, long after, long upTo) {
        return db.read(handle -> handle.createQuery(CONCERNS)
                .bind("after", after)
                .bind("upTo", upTo)
                .bindArray("apps", UUID.class, apps.stream().map(AppId::value).toList())
                .map((row, _) -> new Concern(
                        new AppId(row.getObject("app_id", UUID.class)),
                        Kind.of(row.getShort("kind")),
                        row.getString("subject"),
                        row.getLong("first"),
                        row.getLong("last")))
                .list());
    }

    private record Found(long position, Instant received) {}

    /// A position after which everything of an app comes that was received at a time or later, and little before.
    public long before(AppId app, Instant time) {
        Instant from = time.minus(DISORDER);
        long newest = horizon();
        return db.read(handle -> {
            long low = 0;
            long high = newest;
            while (low < high) {
                long middle = low + (high - low) / 2;
                Optional<Found> next = handle.createQuery(NEXT)
                        .bind("app", app.value())
                        .bind("after", middle)
                        .map((row, _) -> new Found(
                                row.getLong("position"),
                                row.getObject("received", OffsetDateTime.class).toInstant()))
                        .findOne();
                if (next.isEmpty() || !next.get().received().isBefore(from)) {
                    high = middle;
                } else {
                    low = next.get().position();
                }
            }
            return Math.min(low, high);
        });
    }

    /// Whether an app that has seen everything up to a position can still read all that came after it: nothing of
    /// that has been dropped or is older than the app's changes are kept. False, too, for a position that nobody
    /// ever drew.
    public boolean kept(AppId app, long position) {
        // another node may know of more that is final than this one
        if (position < 0 || position > drawn()) {
            return false;
        }
        if (position >= horizon()) {
            return true;
        }
        Instant since = retention.since(app);
        return db.read(handle -> time(handle.createQuery(CREATED).bind("app", app.value()))
                .filter(since::isBefore)
                .or(() -> time(handle.createQuery(RECEIVED).bind("position", position))
                        .filter(received -> !received.isBefore(since)))
                .isPresent());
    }

    private long drawn() {
        return db.read(
                handle -> handle.createQuery(DRAWN).mapTo(Long.class).findOne().orElse(0L));
    }

    private static Optional<Instant> time(Query query) {
        return query.map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .findOne();
    }

    /// The present series of a property.
    ///
    /// @param subject if it matters whose the thing is
    /// @return empty if the app has no such property
    public Optional<Series> series(AppId app, Optional<String> subject, UUID thing, String component, String property) {
        if (!Scalars.storable(component) || !Scalars.storable(property)) {
            return Optional.empty();
        }
        return db.read(handle -> handle.createQuery(SERIES)
                .bind("app", app.value())
                .bind("subject", subject.orElse(null))
                .bind("thing", thing)
                .bind("component", component)
                .bind("property", property)
                .map((row, _) -> series(row))
                .findOne());
    }

    /// @param row with the columns of [#COLUMNS]
    static Entry entry(ResultSet row) throws SQLException {
        Kind kind = Kind.of(row.getShort("kind"));
        return new Entry(
                row.getLong("position"),
                new AppId(row.getObject("app_id", UUID.class)),
                kind,
                row.getObject("about", UUID.class),
                kind == Kind.VALUE ? Optional.of(series(row)) : Optional.empty(),
                row.getString("subject"),
                row.getString("value"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("received", OffsetDateTime.class).toInstant());
    }

    private static Series series(ResultSet row) throws SQLException {
        return new Series(
                row.getLong("series_id"),
                row.getObject("thing_id", UUID.class),
                row.getString("component_id"),
                row.getString("property_id"),
                row.getString("property_type"),
                row.getString("unit"),
                ValueType.valueOf(row.getString("type")),
                row.getString("subject"));
    }
}
