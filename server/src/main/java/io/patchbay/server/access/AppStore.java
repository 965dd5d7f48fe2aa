package io.patchbay.server.access;

import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Apps by their account, and their secrets by their id.
@Singleton
final class AppStore {
    private static final String COLUMNS =
            "select id, name, created, least(retention_days, :most) as retention_days from app ";

    private final Db db;
    private final Retention retention;

    AppStore(Db db, Retention retention) {
        this.db = db;
        this.retention = retention;
    }

    void insert(UUID account, App app, byte[] secret) {
        db.run(handle -> handle.execute(
                "insert into app (id, account, name, secret, created) values (?, ?, ?, ?, ?)",
                app.id().value(),
                account,
                app.name(),
                secret,
                app.created()));
    }

    /// @param after the last id of the page before, or null
    List<App> page(UUID account, @Nullable UUID after, int limit) {
        return db.read(handle -> handle.createQuery(COLUMNS + """
                        where account = :account and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id
                        limit :limit
                        """)
                .bind("most", retention.mostDays())
                .bind("account", account)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> app(row))
                .list());
    }

    Optional<App> find(UUID account, UUID id) {
        return db.read(handle -> handle.createQuery(COLUMNS + "where account = :account and id = :id")
                .bind("most", retention.mostDays())
                .bind("account", account)
                .bind("id", id)
                .map((row, _) -> app(row))
                .findOne());
    }

    /// Everything that is the app's goes with it: its tables refer to it with `on delete cascade`.
    boolean delete(UUID account, UUID id) {
        return db.write(handle -> handle.execute("delete from app where account = ? and id = ?", account, id) == 1);
    }

    /// @param days for which the app's changes are kept
    boolean retain(UUID account, UUID id, int days) {
        return db.write(handle ->
                handle.execute("update app set retention_days = ? where account = ? and id = ?", days, account, id)
                        == 1);
    }

    /// @param formerUntil until when the present secret is good besides the new one
    boolean rotate(UUID account, UUID id, byte[] secret, @Nullable Instant formerUntil) {
        return db.write(handle -> handle.createUpdate("""
                                update app
                                set secret = :secret,
                                    former_secret = case when cast(:until as timestamptz) is null then null else secret end,
                                    former_until = cast(:until as timestamptz)
                                where account = :account and id = :id
                                """)
                        .bind("secret", secret)
                        .bind("until", formerUntil)
                        .bind("account", account)
                        .bind("id", id)
                        .execute()
                == 1);
    }

    /// Hashes of the secrets that are good now; none if there is no such app.
    List<byte[]> secrets(AppId app, Instant now) {
        return db.read(handle -> handle.createQuery("""
                        select secret from app where id = :id
                        union all
                        select former_secret from app where id = :id and former_until > :now
                        """)
                .bind("id", app.value())
                .bind("now", now)
                .mapTo(byte[].class)
                .list());
    }

    private static App app(ResultSet row) throws SQLException {
        return new App(
                new AppId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getTimestamp("created").toInstant(),
                row.getInt("retention_days"));
    }
}
