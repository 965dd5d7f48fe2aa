package io.patchbay.server.action;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// The doors, one per app.
@Singleton
final class DoorStore {
    private final Db db;

    DoorStore(Db db) {
        this.db = db;
    }

    /// The sealed token of the app's door.
    Optional<byte[]> find(AppId app) {
        return db.read(h -> h.createQuery("select token from action_door where app_id = :app")
                .bind("app", app.value())
                .mapTo(byte[].class)
                .findOne());
    }

    /// Does nothing if the app has one.
    void insert(AppId app, byte[] hash, byte[] sealed) {
        db.run(tx -> tx.createUpdate("""
                        insert into action_door (app_id, hash, token) values (:app, :hash, :token)
                        on conflict (app_id) do nothing
                        """)
                .bind("app", app.value())
                .bind("hash", hash)
                .bind("token", sealed)
                .execute());
    }

    /// Whose door it is.
    Optional<AppId> appAcrossApps(byte[] hash) {
        return db.read(h -> h.createQuery("select app_id from action_door where hash = :hash")
                .bind("hash", hash)
                .map((rs, _) -> new AppId(rs.getObject("app_id", UUID.class)))
                .findOne());
    }
}
