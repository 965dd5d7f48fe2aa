package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Things as a whole: made and removed by apps, listed and removed for connector clients. What happens to them in
/// between goes through [Writer].
@Singleton
public final class Things {
    private static final String MAPPINGS = """
            select m.connector_thing_id, m.thing_id
            from mapping m join thing t on t.id = m.thing_id
            where m.client_id = :client and m.app_id = :app
            order by m.connector_thing_id
            """;

    private static final String OF_CLIENT =
            "select id, subject, client_id from thing where client_id = :client and app_id = :app";

    private static final String OF_SUBJECT =
            "select id, subject, client_id from thing where app_id = :app and subject = :subject order by id limit :most";

    private static final String FORGET = "delete from mapping where client_id = :client and app_id = :app";

    private static final String ONE = """
            select subject, client_id is not null as of_client
            from thing
            where id = :id and app_id = :app and (cast(:subject as text) is null or subject = :subject)
            """;

    private final Db db;
    private final HorizonWatch watch;
    private final Current current;
    private final InstantSource clock;

    Things(Db db, HorizonWatch watch, Current current, InstantSource clock) {
        this.db = db;
        this.watch = watch;
        this.current = current;
        this.clock = clock;
    }

    private record Owned(UUID id, String subject, @Nullable UUID client) {
        private static Owned of(ResultSet row) throws SQLException {
            return new Owned(
                    row.getObject("id", UUID.class), row.getString("subject"), row.getObject("client_id", UUID.class));
        }
    }

    private record One(String subject, boolean ofClient) {}

    /// The things that a client has now, by the connector's ids.
    public List<Mapping> mappingsOf(AppId app, UUID client) {
        return current.mappings(app, client, () -> storedMappings(app, client));
    }

    /// As [#mappingsOf], but at once; empty if the database must be asked.
    public Optional<List<Mapping>> knownMappingsOf(AppId app, UUID client) {
        return current.knownMappings(app, client);
    }

    private List<Mapping> storedMappings(AppId app, UUID client) {
        return db.read(handle -> handle.createQuery(MAPPINGS)
                .bind("client", client)
                .bind("app", app.value())
                .map((row, _) ->
                        new Mapping(row.getString("connector_thing_id"), row.getObject("thing_id", UUID.class)))
                .list());
    }

    /// Removes a client's things, and what is known of its devices, with the caller's transaction. The client must
    /// have been stopped: what it reports later would make its things again.
    ///
    /// @return how many things there were
    public int removeOf(Handle tx, AppId app, UUID client) {
        List<Owned> things = tx.createQuery(OF_CLIENT)
                .bind("client", client)
                .bind("app", app.value())
                .map((row, _) -> Owned.of(row))
                .list();
        remove(tx, app, things);
        tx.createUpdate(FORGET).bind("client", client).bind("app", app.value()).execute();
        return things.size();
    }

    /// Removes some of an end customer's things, whoever made them, with the caller's transaction. Nobody
    /// may be making things of theirs meanwhile.
    ///
    /// @return how many there were; less than `most` if none are left
    public int removeOf(Handle tx, AppId app, String subject, int most) {
        List<Owned> things = tx.createQuery(OF_SUBJECT)
                .bind("app", app.value())
                .bind("subject", subject)
                .bind("most", most)
                .map((row, _) -> Owned.of(row))
                .list();
        remove(tx, app, things);
        return things.size();
    }

    private void remove(Handle tx, AppId app, List<Owned> things) {
        if (things.isEmpty()) {
            return;
        }
        Instant now = now();
        List<UUID> ids = things.stream().map(Owned::id).toList();
        current.changing(
                tx,
                ids,
                things.stream().flatMap(t -> Stream.ofNullable(t.client())).collect(Collectors.toSet()));
        Removal.of(tx, ids, now);
        ChangeLog.append(
                tx,
                things.stream()
                        .map(t -> Change.thing(Kind.REMOVED, app, t.id(), t.subject(), now))
                        .toList());
    }

    /// Remembers, with the caller's transaction, that apps have resources of these end customers.
    ///
    /// @return those that are being erased: nothing may be made for them
    public Set<SubjectId> subjectsSeen(Handle tx, Set<SubjectId> subjects) {
        return Subjects.seen(tx, subjects);
    }

    /// What to answer then: 409.
    public static ApiException beingErased() {
        return Subjects.beingErased();
    }

    /// @return the new thing's id
    UUID create(AppId app, String subject, NewThing thing) {
        UUID id = UUID.randomUUID();
        Instant now = now();
        db.run(tx -> {
            Subjects.seen(tx, app, subject);
            List<ValueStore.Write> values = thing.values().stream()
                    .map(v -> new ValueStore.Write(new Key(id, v.component(), v.property()), v.value(), now, now))
                    .toList();
            Map<Key, Long> series = ShapeStore.insert(
                    tx,
                    List.of(new ShapeStore.Row(id, app, subject, null, null, thing.shape(), thing.status(), null, now)),
                    values.stream().collect(Collectors.toMap(ValueStore.Write::key, Function.identity())));
            ChangeLog.append(tx, NewThing.changes(app, id, subject, values, series, now));
        });
        watch.committed();
        return id;
    }

    /// @param subject if it matters whose it is
    /// @throws ApiException 404; 409 if it belongs to a connector client
    void delete(AppId app, Optional<String> subject, UUID id) {
        Instant now = now();
        db.run(tx -> {
            One thing = tx.createQuery(ONE)
                    .bind("id", id)
                    .bind("app", app.value())
                    .bind("subject", subject.orElse(null))
                    .map((row, _) -> new One(row.getString("subject"), row.getBoolean("of_client")))
                    .findOne()
                    .orElseThrow(() -> ApiException.notFound("thing"));
            if (thing.ofClient()) {
                throw ApiException.conflict("The thing belongs to a connector client: delete the client instead.");
            }
            current.changing(tx, List.of(id));
            if (Removal.of(tx, List.of(id), now) == 0) {
                throw ApiException.notFound("thing");
            }
            ChangeLog.append(tx, List.of(Change.thing(Kind.REMOVED, app, id, thing.subject(), now)));
        });
        watch.committed();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
