package io.patchbay.server.action;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The registered callbacks, one per app.
@Singleton
final class CallbackStore {
    private final Db db;

    CallbackStore(Db db) {
        this.db = db;
    }

    /// @param url        sealed, as `privateKey`
    record Row(byte[] url, byte[] privateKey) {}

    /// Registers or replaces the URL. The pair of keys that came with the first one stays.
    ///
    /// @param sealed what to store
    /// @return the public key that holds
    byte[] register(AppId app, Row sealed, byte[] publicKey) {
        return db.write(tx -> tx.createQuery("""
                        insert into action_callback as c (app_id, url, private_key, public_key)
                        values (:app, :url, :privateKey, :publicKey)
                        on conflict (app_id) do update set url = excluded.url
                        returning c.public_key
                        """)
                .bind("app", app.value())
                .bind("url", sealed.url())
                .bind("privateKey", sealed.privateKey())
                .bind("publicKey", publicKey)
                .mapTo(byte[].class)
                .one());
    }

    Optional<Row> find(AppId app) {
        return db.read(h -> h.createQuery("select url, private_key from action_callback where app_id = :app")
                .bind("app", app.value())
                .map((rs, _) -> new Row(rs.getBytes("url"), rs.getBytes("private_key")))
                .findOne());
    }
}
