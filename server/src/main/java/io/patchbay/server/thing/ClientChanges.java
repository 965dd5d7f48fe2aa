package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Retention;
import io.patchbay.server.db.Db;
import io.patchbay.thing.Availability;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The things of one connector client, and what happened to them and to it, for who looks at that client. Any thread
/// may
/// call; it blocks for one query.
@Singleton
public final class ClientChanges {
    private static final String THINGS = """
            select m.connector_thing_id, t.id, t.name, t.status, t.display_type
            from mapping m join thing t on t.id = m.thing_id
            where m.client_id = :client and m.app_id = :app
            order by t.name, t.id limit :limit
            """;

    // each client, thing and property by its part of an index; mappings and series outlive their things
    private static final String CHANGES = """
            with known as (select thing_id from mapping where client_id = :client and app_id = :app)
            select l.position, l.app_id, l.kind, l.about, l.subject, l.value, l.at, l.received,
                   cast(null as bigint) as series_id, cast(null as uuid) as thing_id, null as component_id, null as property_id,
                   null as property_type, null as unit, null as type
            from (select thing_id as id from known union all select :client) a cross join lateral (
                select * from change_log
                where about = a.id and app_id = :app and received >= :since and (at, position) < (:at, :position)
                order by at desc, position desc limit :limit) l
            union all
            select l.position, l.app_id, l.kind, s.thing_id, s.subject, l.value, l.at, l.received,
                   s.id, s.thing_id, s.component_id, s.property_id, s.property_type, s.unit, s.type
            from known join series s on s.thing_id = known.thing_id and s.app_id = :app cross join lateral (
                select * from change_log
                where series = s.id and received >= :since and (at, position) < (:at, :position)
                order by at desc, position desc limit :limit) l
            order by at desc, position desc limit :limit
            """;

    private static final Place NEWEST = new Place(Instant.parse("9999-01-01T00:00:00Z"), Long.MAX_VALUE);

    private final Db db;
    private final ThingReads reads;
    private final Views views;
    private final Retention retention;

    ClientChanges(Db db, ThingReads reads, Views views, Retention retention) {
        this.db = db;
        this.reads = reads;
        this.views = views;
        this.retention = retention;
    }

    /// @param connectorThingId the vendor's id of the device
    public record Summary(String connectorThingId, UUID id, String name, Availability status, String displayType) {}

    /// Where an entry stands: they are ordered by time, and by position where that is the same.
    public record Place(Instant at, long position) {}

    /// The things it has now, by name.
    public List<Summary> things(AppId app, UUID client, int limit) {
        return db.read(handle -> handle.createQuery(THINGS)
                .bind("client", client)
                .bind("app", app.value())
                .bind("limit", limit)
                .map((row, _) -> new Summary(
                        row.getString("connector_thing_id"),
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        Availability.valueOf(row.getString("status")),
                        row.getString("display_type")))
                .list());
    }

    /// A thing as the API shows it, with its components and values; empty if the app has none of this id.
    public Optional<ThingView> whole(AppId app, UUID thing) {
        return reads.thing(app, thing).map(tree -> views.thing(tree, true));
    }

    /// What happened to the client and its things, the latest first, as far as the app sees it; things and properties
    /// that are gone are included.
    ///
    /// @param before where the page before ended; empty for the first one
    public List<Entry> changes(AppId app, UUID client, Optional<Place> before, int limit) {
        Instant since = retention.since(app);
        Place place = before.orElse(NEWEST);
        return db.read(handle -> handle.createQuery(CHANGES)
                .bind("client", client)
                .bind("app", app.value())
                .bind("since", since)
                .bind("at", place.at())
                .bind("position", place.position())
                .bind("limit", limit)
                .map((row, _) -> ChangeReader.entry(row))
                .list());
    }
}
