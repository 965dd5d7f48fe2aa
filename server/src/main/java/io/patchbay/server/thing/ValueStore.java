package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.ValueType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Values of properties in the database, many at once.
final class ValueStore {
    private static final String READ = """
            select p.thing_id, p.component_id, p.id, p.type, p.value, p.at, t.app_id, t.subject, t.client_id
            from unnest(:things, :components, :ids) as k (thing_id, component_id, id)
            join property p using (thing_id, component_id, id)
            join thing t on t.id = p.thing_id
            """;

    // the order of the locks keeps two writers from waiting for each other in a circle
    private static final String WRITE = """
            with given as materialized (
                select g.*
                from unnest(:things, :components, :ids, :values, :ats, :receiveds)
                    as g (thing_id, component_id, id, value, at, received)
                join property p using (thing_id, component_id, id)
                order by thing_id, component_id, id
                for no key update of p)
            update property p
            set value = given.value,
                at = timestamptz 'epoch' + given.at * interval '1 microsecond',
                received = timestamptz 'epoch' + given.received * interval '1 microsecond'
            from given
            where p.thing_id = given.thing_id and p.component_id = given.component_id and p.id = given.id
            returning p.thing_id, p.component_id, p.id, p.series
            """;

    /// A property, and whose it is.
    ///
    /// @param client null if an app made the thing
    record Row(
            ValueType type,
            @Nullable String value,
            @Nullable Instant at,
            AppId app,
            String subject,
            @Nullable UUID client) {
        /// @param of the subject that is asked for, if it matters
        boolean belongsTo(AppId owner, Optional<String> of) {
            return app.equals(owner) && of.map(subject::equals).orElse(true);
        }
    }

    record Write(Key key, @Nullable String value, Instant at, Instant received) {}

    private ValueStore() {}

    static Map<Key, Row> readAcrossApps(Handle tx, Set<Key> keys) {
        Map<Key, Row> rows = new HashMap<>();
        if (!keys.isEmpty()) {
            List<Key> ordered = List.copyOf(keys);
            tx.createQuery(READ)
                    .bind("things", ordered.stream().map(Key::thing).toArray(UUID[]::new))
                    .bind("components", ordered.stream().map(Key::component).toArray(String[]::new))
                    .bind("ids", ordered.stream().map(Key::property).toArray(String[]::new))
                    .map((row, _) -> {
                        OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
                        Row read = new Row(
                                ValueType.valueOf(row.getString("type")),
                                row.getString("value"),
                                at == null ? null : at.toInstant(),
                                new AppId(row.getObject("app_id", UUID.class)),
                                row.getString("subject"),
                                row.getObject("client_id", UUID.class));
                        return Map.entry(key(row), read);
                    })
                    .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
        }
        return rows;
    }

    /// @return what was still there, with its series
    static Map<Key, Long> writeAcrossApps(Handle tx, Collection<Write> writes) {
        if (writes.isEmpty()) {
            return Map.of();
        }
        Map<Key, Long> written = new HashMap<>();
        tx.createQuery(WRITE)
                .bind("things", writes.stream().map(w -> w.key().thing()).toArray(UUID[]::new))
                .bind(
                        "components",
                        writes.stream().map(w -> w.key().component()).toArray(String[]::new))
                .bind("ids", writes.stream().map(w -> w.key().property()).toArray(String[]::new))
                .bind("values", writes.stream().map(Write::value).toArray(String[]::new))
                .bind("ats", Micros.of(writes, Write::at))
                .bind("receiveds", Micros.of(writes, Write::received))
                .map((row, _) -> Map.entry(key(row), row.getLong("series")))
                .forEach(entry -> written.put(entry.getKey(), entry.getValue()));
        return written;
    }

    static Key key(ResultSet row) throws SQLException {
        return new Key(row.getObject("thing_id", UUID.class), row.getString("component_id"), row.getString("id"));
    }
}
