package io.patchbay.server.client;

import io.patchbay.connector.Failure;
import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.InstanceId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Clients as an app sees them; what the engine does with them is in [EngineClientStore].
@Singleton
final class ClientStore {
    private static final String COLUMNS =
            "id, app_id, instance_id, type_id, subject, configuration, paused, linked, status, who, cause, since";

    private final Db db;
    private final KnownClients known;

    ClientStore(Db db, KnownClients known) {
        this.db = db;
        this.known = known;
    }

    /// @param sealed the configuration
    /// @param linked false while the end customer's consent is missing: then it does not run
    record Row(
            ClientId id,
            AppId app,
            InstanceId instance,
            String typeId,
            String subject,
            byte[] sealed,
            boolean paused,
            boolean linked,
            Condition condition) {
        private boolean isOf(Optional<String> asked) {
            return asked.map(subject::equals).orElse(true);
        }

        private static Row of(ResultSet rs) throws SQLException {
            return new Row(
                    new ClientId(rs.getObject("id", UUID.class)),
                    new AppId(rs.getObject("app_id", UUID.class)),
                    new InstanceId(rs.getObject("instance_id", UUID.class)),
                    rs.getString("type_id"),
                    rs.getString("subject"),
                    rs.getBytes("configuration"),
                    rs.getBoolean("paused"),
                    rs.getBoolean("linked"),
                    ClientStore.condition(rs));
        }
    }

    static Condition condition(ResultSet rs) throws SQLException {
        return new Condition(
                Status.valueOf(rs.getString("status")),
                Optional.ofNullable(rs.getString("who")).map(Failure.Actor::valueOf),
                Optional.ofNullable(rs.getString("cause")),
                instant(rs));
    }

    private static Instant instant(ResultSet rs) throws SQLException {
        return rs.getObject("since", OffsetDateTime.class).toInstant();
    }

    /// @param subject whose client it must be; empty for any of the app
    Optional<Row> find(AppId app, UUID id, Optional<String> subject) {
        return known.get(app, id, () -> read(app, id)).filter(row -> row.isOf(subject));
    }

    /// As [#find], but at once; empty if the database must be asked.
    Optional<Row> known(AppId app, UUID id, Optional<String> subject) {
        return known.known(app, id).filter(row -> row.isOf(subject));
    }

    private Optional<Row> read(AppId app, UUID id) {
        return db.read(h -> h.createQuery("select " + COLUMNS + " from client where id = :id and app_id = :app")
                .bind("id", id)
                .bind("app", app.value())
                .map((rs, _) -> Row.of(rs))
                .findOne());
    }

    /// Any client of an instance.
    Optional<UUID> oneOf(AppId app, InstanceId instance) {
        return db.read(h -> h.createQuery(
                        "select id from client where app_id = :app and instance_id = :id order by id limit 1")
                .bind("app", app.value())
                .bind("id", instance.value())
                .mapTo(UUID.class)
                .findOne());
    }

    Optional<UUID> idOf(AppId app, String subject, String typeId) {
        return db.read(h -> h.createQuery("""
                        select id from client where app_id = :app and subject = :subject and type_id = :type
                        """)
                .bind("app", app.value())
                .bind("subject", subject)
                .bind("type", typeId)
                .mapTo(UUID.class)
                .findOne());
    }

    List<UUID> page(AppId app, String subject, @Nullable UUID after, int limit) {
        return db.read(h -> h.createQuery("""
                        select id from client
                        where app_id = :app and subject = :subject and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit
                        """)
                .bind("app", app.value())
                .bind("subject", subject)
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    List<UUID> ofApp(AppId app, @Nullable UUID after, int limit) {
        return db.read(h -> h.createQuery("""
                        select id from client
                        where app_id = :app and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit
                        """)
                .bind("app", app.value())
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    List<UUID> ofInstanceAcrossApps(InstanceId instance, @Nullable UUID after, int limit) {
        return db.read(h -> h.createQuery("""
                        select id from client
                        where instance_id = :instance and not paused and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit
                        """)
                .bind("instance", instance.value())
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    /// True if the client exists.
    boolean linkedAcrossApps(UUID id) {
        return db.write(tx -> {
            known.changing(tx, List.of(id));
            Transitions transitions = Transitions.of(tx, List.of(id), Transitions.CHANGE);
            int linked = tx.createUpdate("update client set linked = true where id = :id")
                    .bind("id", id)
                    .execute();
            transitions.log(tx, List.of(id));
            return linked == 1;
        });
    }

    /// A client that waits for its first consent says why there is none. One that has had a consent keeps its
    /// condition.
    void consentFailedAcrossApps(UUID id, String cause, Instant since) {
        db.run(tx -> {
            known.changing(tx, List.of(id));
            Transitions transitions = Transitions.of(tx, List.of(id), Transitions.CHANGE);
            tx.createUpdate("""
                            update client set status = 'ERROR', who = 'SUBJECT', cause = :cause, since = :since
                            where id = :id and not linked
                            """)
                    .bind("cause", cause)
                    .bind("since", since.atOffset(ZoneOffset.UTC))
                    .bind("id", id)
                    .execute();
            transitions.log(tx, List.of(id));
        });
    }

    /// Clients whose first consent was begun long ago and never came.
    List<Row> neverLinkedAcrossApps(Instant before) {
        return db.read(h -> h.createQuery("select " + COLUMNS + """
                         from client where not linked and created_at < :before limit 1000
                        """)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map((rs, _) -> Row.of(rs))
                .list());
    }

    void pause(AppId app, ClientId id, boolean paused) {
        db.run(tx -> {
            known.changing(tx, List.of(id.value()));
            Transitions transitions = Transitions.of(tx, List.of(id.value()), Transitions.CHANGE);
            tx.createUpdate("update client set paused = :paused where app_id = :app and id = :id")
                    .bind("paused", paused)
                    .bind("app", app.value())
                    .bind("id", id.value())
                    .execute();
            transitions.log(tx, List.of(id.value()));
        });
    }

    /// What the connector remembered belonged to the old configuration and is forgotten.
    void configure(AppId app, ClientId id, byte[] sealed) {
        db.run(tx -> {
            known.changing(tx, List.of(id.value()));
            tx.createUpdate("""
                            update client set configuration = :sealed, memory = '{}' where app_id = :app and id = :id
                            """)
                    .bind("sealed", sealed)
                    .bind("app", app.value())
                    .bind("id", id.value())
                    .execute();
        });
    }

    boolean delete(Handle tx, AppId app, ClientId id) {
        known.changing(tx, List.of(id.value()));
        Transitions transitions = Transitions.of(tx, List.of(id.value()), Transitions.REMOVE);
        int deleted = tx.createUpdate("delete from client where app_id = :app and id = :id")
                .bind("app", app.value())
                .bind("id", id.value())
                .execute();
        transitions.log(tx, List.of(id.value()));
        return deleted == 1;
    }
}
