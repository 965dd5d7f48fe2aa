package io.patchbay.server.connect;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions by the hash of their secret.
@Singleton
final class SessionStore {
    private final Db db;

    SessionStore(Db db) {
        this.db = db;
    }

    /// @param browser hash of the key of whoever opened it first; null before
    record Row(ConnectSession session, byte @Nullable [] browser) {
        private static Row of(ResultSet rs) throws SQLException {
            String outcome = rs.getString("outcome");
            ConnectSession session = new ConnectSession(
                    rs.getBytes("hash"),
                    new AppId(rs.getObject("app_id", UUID.class)),
                    rs.getString("subject"),
                    Arrays.asList((String[]) rs.getArray("types").getArray()),
                    URI.create(rs.getString("return_url")),
                    Optional.ofNullable(rs.getObject("client_id", UUID.class)),
                    rs.getBoolean("again"),
                    rs.getBoolean("made"),
                    outcome == null
                            ? Optional.empty()
                            : Optional.of(new ConnectSession.Ended(Outcome.valueOf(outcome), instant(rs, "ended_at"))),
                    instant(rs, "expires_at"));
            return new Row(session, rs.getBytes("browser"));
        }

        private static Instant instant(ResultSet rs, String column) throws SQLException {
            return rs.getObject(column, OffsetDateTime.class).toInstant();
        }
    }

    void insert(ConnectSession session) {
        db.run(tx -> tx.createUpdate("""
                        insert into connect_session (hash, app_id, subject, types, return_url, client_id, again, expires_at)
                        values (:hash, :app, :subject, :types, :url, cast(:client as uuid), :again, :expires)
                        """)
                .bind("hash", session.hash())
                .bind("app", session.app().value())
                .bind("subject", session.subject())
                .bind("types", session.types().toArray(String[]::new))
                .bind("url", session.returnUrl().toString())
                .bindByType("client", session.client().orElse(null), UUID.class)
                .bind("again", session.again())
                .bind("expires", utc(session.expires()))
                .execute());
    }

    Optional<Row> findAcrossApps(byte[] hash) {
        return db.read(h -> h.createQuery("select * from connect_session where hash = :hash")
                .bind("hash", hash)
                .map((rs, _) -> Row.of(rs))
                .findOne());
    }

    /// Of two browsers that open it, one is the first.
    boolean bind(AppId app, byte[] hash, byte[] browser) {
        return db.write(tx -> tx.createUpdate("""
                                update connect_session set browser = :browser
                                where hash = :hash and app_id = :app and browser is null
                                """)
                        .bind("browser", browser)
                        .bind("hash", hash)
                        .bind("app", app.value())
                        .execute()
                == 1);
    }

    /// An attempt begins.
    ///
    /// @return false if there were too many
    boolean attempt(AppId app, byte[] hash, int most, Instant expires) {
        return db.write(tx -> tx.createUpdate("""
                                update connect_session
                                set attempts = attempts + 1, outcome = null, ended_at = null,
                                    expires_at = greatest(expires_at, :expires)
                                where hash = :hash and app_id = :app and attempts < :most
                                """)
                        .bind("expires", utc(expires))
                        .bind("hash", hash)
                        .bind("app", app.value())
                        .bind("most", most)
                        .execute()
                == 1);
    }

    /// @param client null if there is none any more
    void has(AppId app, byte[] hash, @Nullable UUID client, boolean made) {
        db.run(tx -> tx.createUpdate("""
                        update connect_session set client_id = cast(:client as uuid), made = :made where hash = :hash and app_id = :app
                        """)
                .bindByType("client", client, UUID.class)
                .bind("made", made)
                .bind("hash", hash)
                .bind("app", app.value())
                .execute());
    }

    void end(AppId app, byte[] hash, Outcome outcome, Instant at) {
        db.run(tx -> tx.createUpdate("""
                        update connect_session set outcome = :outcome, ended_at = :at where hash = :hash and app_id = :app
                        """)
                .bind("outcome", outcome.name())
                .bind("at", utc(at))
                .bind("hash", hash)
                .bind("app", app.value())
                .execute());
    }

    /// The consent of a client came to its end, whoever began it.
    void endOfClientAcrossApps(UUID client, Outcome outcome, Instant at) {
        db.run(tx -> tx.createUpdate("""
                        update connect_session set outcome = :outcome, ended_at = :at
                        where client_id = :client and attempts > 0 and outcome is null
                        """)
                .bind("outcome", outcome.name())
                .bind("at", utc(at))
                .bind("client", client)
                .execute());
    }

    void forgetAcrossApps(Instant before) {
        db.run(tx -> tx.createUpdate("delete from connect_session where expires_at < :before")
                .bind("before", utc(before))
                .execute());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
