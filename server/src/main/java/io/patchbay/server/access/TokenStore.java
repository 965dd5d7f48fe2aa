package io.patchbay.server.access;

import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/// Access tokens by their hash.
@Singleton
final class TokenStore {
    private final Db db;

    TokenStore(Db db) {
        this.db = db;
    }

    /// Stores a token and drops its holder's expired ones, so that nothing has to sweep.
    void insert(byte[] hash, Token token, Instant now) {
        UUID app = app(token.holder());
        UUID account = account(token.holder());
        db.run(handle -> {
            handle.execute("delete from token where app = ? and expires <= ?", app, now);
            handle.execute("delete from token where account = ? and expires <= ?", account, now);
            handle.execute(
                    "insert into token (hash, app, account, scopes, expires) values (?, ?, ?, ?, ?)",
                    hash,
                    app,
                    account,
                    token.scope(),
                    token.expires());
        });
    }

    Optional<Token> findAcrossApps(byte[] hash) {
        return db.read(
                handle -> handle.createQuery("select app, account, scopes, expires from token where hash = :hash")
                        .bind("hash", hash)
                        .map((row, _) -> token(row))
                        .findOne());
    }

    /// An app's token without the token.
    ///
    /// @param id the beginning of its hash, in hexadecimal
    record Listed(String id, String scopes, Instant expires) {}

    /// Those that end last first.
    List<Listed> list(AppId app, Instant now, int limit) {
        return db.read(handle -> handle.createQuery("""
                        select encode(substring(hash for 8), 'hex') as id, scopes, expires from token
                        where app = :app and expires > :now
                        order by expires desc, id
                        limit :limit
                        """)
                .bind("app", app.value())
                .bind("now", now)
                .bind("limit", limit)
                .map(ConstructorMapper.of(Listed.class))
                .list());
    }

    boolean deleteOf(AppId app, String id) {
        return db.write(handle -> handle.execute(
                        "delete from token where app = ? and encode(substring(hash for 8), 'hex') = ?", app.value(), id)
                > 0);
    }

    /// Which of these are neither revoked nor expired.
    List<byte[]> validAcrossApps(List<byte[]> hashes, Instant now) {
        Argument all = (position, statement, _) -> statement.setArray(
                position, statement.getConnection().createArrayOf("bytea", hashes.toArray(byte[][]::new)));
        return db.read(handle -> handle.createQuery("select hash from token where hash = any(:all) and expires > :now")
                .bind("all", all)
                .bind("now", now)
                .map((row, _) -> row.getBytes("hash"))
                .list());
    }

    void delete(byte[] hash) {
        db.run(handle -> handle.execute("delete from token where hash = ?", hash));
    }

    void deleteAll(Holder holder) {
        db.run(handle -> {
            handle.execute("delete from token where app = ?", app(holder));
            handle.execute("delete from token where account = ?", account(holder));
        });
    }

    private static Token token(ResultSet row) throws SQLException {
        UUID app = row.getObject("app", UUID.class);
        Holder holder = app == null
                ? new Holder.OfAccount(row.getObject("account", UUID.class))
                : new Holder.OfApp(new AppId(app));
        Set<Scope> scopes = new LinkedHashSet<>();
        for (String wire : row.getString("scopes").split(" ", -1)) {
            Scope.of(wire).ifPresent(scopes::add);
        }
        return new Token(holder, scopes, row.getTimestamp("expires").toInstant());
    }

    private static @Nullable UUID app(Holder holder) {
        return holder instanceof Holder.OfApp(AppId app) ? app.value() : null;
    }

    private static @Nullable UUID account(Holder holder) {
        return holder instanceof Holder.OfAccount(UUID account) ? account : null;
    }
}
