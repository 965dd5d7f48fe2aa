package io.patchbay.server.instance;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Memories;
import io.patchbay.server.db.Db;
import io.patchbay.server.db.Remembered;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Instances, sealed. The one of an app and a type is remembered: it is asked for with every new client.
@Singleton
final class InstanceStore {
    private static final int SHARE = 128;
    private static final int STAMPS = 1 << 12;

    /// Bytes of a row besides its configuration, roughly.
    private static final int FRAME = 500;

    private final Db db;
    private final Remembered<OfType, Row> known;

    InstanceStore(Db db, Memories memories) {
        this.db = db;
        this.known = memories.make(SHARE, (_, row) -> FRAME + row.sealed().length, STAMPS);
    }

    private record OfType(AppId app, String typeId) {}

    /// @param sealed    the configuration
    /// @param alternate the second one, if there is one
    record Row(InstanceId id, AppId app, String typeId, byte[] sealed, byte @Nullable [] alternate) {
        private static Row of(ResultSet rs) throws SQLException {
            return new Row(
                    new InstanceId(rs.getObject("id", UUID.class)),
                    new AppId(rs.getObject("app_id", UUID.class)),
                    rs.getString("type_id"),
                    rs.getBytes("configuration"),
                    rs.getBytes("alternate"));
        }

        /// Another one after each edit, for sealing the same text twice gives different bytes.
        String revision() {
            try {
                MessageDigest hash = MessageDigest.getInstance("SHA-256");
                hash.update(sealed);
                if (alternate != null) {
                    hash.update(alternate);
                }
                return HexFormat.of().formatHex(hash.digest(), 0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /// False if the app has an instance of the type already.
    boolean insert(Row row) {
        return db.write(h -> h.createUpdate("""
                        insert into instance (id, app_id, type_id, configuration, alternate)
                        values (:id, :app, :type, :sealed, cast(:alternate as bytea))
                        on conflict (app_id, type_id) do nothing
                        """)
                        .bind("id", row.id().value())
                        .bind("app", row.app().value())
                        .bind("type", row.typeId())
                        .bind("sealed", row.sealed())
                        .bind("alternate", row.alternate())
                        .execute()
                == 1);
    }

    Optional<Row> byId(AppId app, UUID id) {
        return db.read(h -> h.createQuery("""
                        select id, app_id, type_id, configuration, alternate from instance where app_id = :app and id = :id
                        """)
                .bind("app", app.value())
                .bind("id", id)
                .map((rs, _) -> Row.of(rs))
                .findOne());
    }

    Optional<Row> byType(AppId app, String typeId) {
        return known.get(new OfType(app, typeId), app, _ -> true, () -> read(app, typeId));
    }

    private Optional<Row> read(AppId app, String typeId) {
        return db.read(h -> h.createQuery("""
                        select id, app_id, type_id, configuration, alternate from instance where app_id = :app and type_id = :type
                        """)
                .bind("app", app.value())
                .bind("type", typeId)
                .map((rs, _) -> Row.of(rs))
                .findOne());
    }

    List<InstanceEdits.Listed> list(AppId app) {
        return db.read(h -> h.createQuery("""
                        select id, type_id, created_at from instance where app_id = :app order by created_at, id
                        """)
                .bind("app", app.value())
                .map((rs, _) -> new InstanceEdits.Listed(
                        new InstanceId(rs.getObject("id", UUID.class)),
                        rs.getString("type_id"),
                        rs.getTimestamp("created_at").toInstant()))
                .list());
    }

    Optional<Instant> created(AppId app, UUID id) {
        return db.read(h -> h.createQuery("select created_at from instance where app_id = :app and id = :id")
                .bind("app", app.value())
                .bind("id", id)
                .mapTo(Instant.class)
                .findOne());
    }

    /// An instance without its configuration.
    record Known(AppId app, UUID id, String typeId) {}

    List<Known> ofAcrossApps(Collection<AppId> apps, int limit) {
        return db.read(h -> h.createQuery("""
                        select app_id, id, type_id from instance where app_id = any(:apps)
                        order by app_id, type_id limit :limit
                        """)
                .bindArray("apps", UUID.class, apps.stream().map(AppId::value).toList())
                .bind("limit", limit)
                .map((rs, _) -> new Known(
                        new AppId(rs.getObject("app_id", UUID.class)),
                        rs.getObject("id", UUID.class),
                        rs.getString("type_id")))
                .list());
    }

    List<UUID> page(AppId app, @Nullable UUID after, int limit) {
        return db.read(h -> h.createQuery("""
                        select id from instance
                        where app_id = :app and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit
                        """)
                .bind("app", app.value())
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    List<UUID> clientPage(AppId app, UUID id, @Nullable UUID after, int limit) {
        return db.read(h -> h.createQuery("""
                        select id from client
                        where instance_id = :id and app_id = :app and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit
                        """)
                .bind("id", id)
                .bind("app", app.value())
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    boolean update(AppId app, UUID id, byte[] sealed, byte @Nullable [] alternate) {
        return db.write(h -> {
            known.changing(h, List.of(app));
            return h.createUpdate("""
                            update instance set configuration = :sealed, alternate = cast(:alternate as bytea) where app_id = :app and id = :id
                            """)
                            .bind("sealed", sealed)
                            .bind("alternate", alternate)
                            .bind("app", app.value())
                            .bind("id", id)
                            .execute()
                    == 1;
        });
    }

    /// @param configuration sealed
    /// @param alternate     sealed
    record Sealed(byte[] configuration, byte @Nullable [] alternate) {}

    /// False if it is not any more as it was seen.
    boolean replace(Row seen, Sealed by) {
        return db.write(h -> {
            known.changing(h, List.of(seen.app()));
            return h.createUpdate("""
                            update instance set configuration = :sealed, alternate = cast(:alternate as bytea)
                            where app_id = :app and id = :id and configuration = :seen
                                and alternate is not distinct from cast(:seenAlternate as bytea)
                            """)
                            .bind("sealed", by.configuration())
                            .bind("alternate", by.alternate())
                            .bind("app", seen.app().value())
                            .bind("id", seen.id().value())
                            .bind("seen", seen.sealed())
                            .bind("seenAlternate", seen.alternate())
                            .execute()
                    == 1;
        });
    }

    enum Deletion {
        DELETED,
        IN_USE,
        UNKNOWN
    }

    Deletion delete(AppId app, UUID id) {
        return db.write(h -> {
            // locks out a client that is being created for it, whose foreign key takes a share lock
            Optional<Boolean> used = h.createQuery("""
                            select exists (select 1 from client where instance_id = i.id)
                            from instance i where app_id = :app and id = :id for update
                            """)
                    .bind("app", app.value())
                    .bind("id", id)
                    .mapTo(Boolean.class)
                    .findOne();
            if (used.isEmpty()) {
                return Deletion.UNKNOWN;
            }
            known.changing(h, List.of(app));
            // asked again: the lock may have waited for a client's creation
            int deleted = h.createUpdate("""
                            delete from instance i
                            where id = :id and not exists (select 1 from client where instance_id = i.id)
                            """).bind("id", id).execute();
            return deleted == 1 ? Deletion.DELETED : Deletion.IN_USE;
        });
    }
}
