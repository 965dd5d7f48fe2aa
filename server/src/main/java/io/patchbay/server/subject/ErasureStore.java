package io.patchbay.server.subject;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
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

/// Erasures. What was erased is counted in the transaction that erases it, so a count is right after a crash.
@Singleton
final class ErasureStore {
    private static final String COLUMNS = "id, app_id, subject, clients, things, actions, scanned, started, ended";

    private final Db db;

    ErasureStore(Db db) {
        this.db = db;
    }

    /// Begins one, or finds the one that has begun. The caller holds the subject's row, so there is no race.
    static Erasure begin(Handle tx, AppId app, String subject, Instant now) {
        tx.createUpdate("""
                        insert into erasure (id, app_id, subject, started) values (:id, :app, :subject, :now)
                        on conflict (app_id, subject) where subject is not null do nothing
                        """)
                .bind("id", UUID.randomUUID())
                .bind("app", app.value())
                .bind("subject", subject)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        return tx.createQuery("select " + COLUMNS + " from erasure where app_id = :app and subject = :subject")
                .bind("app", app.value())
                .bind("subject", subject)
                .map((rs, _) -> erasure(rs))
                .one();
    }

    Optional<Erasure> find(AppId app, UUID id) {
        return db.read(h -> h.createQuery("select " + COLUMNS + " from erasure where app_id = :app and id = :id")
                .bind("app", app.value())
                .bind("id", id)
                .map((rs, _) -> erasure(rs))
                .findOne());
    }

    /// The oldest first.
    List<Erasure> runningAcrossApps(int limit) {
        return db.read(h -> h.createQuery(
                        "select " + COLUMNS + " from erasure where subject is not null order by started limit :limit")
                .bind("limit", limit)
                .map((rs, _) -> erasure(rs))
                .list());
    }

    /// Holds an erasure to the end of the transaction. What a step deletes is an erased customer's only while
    /// this succeeds: later the name may be somebody else's.
    ///
    /// @throws IllegalStateException if it has ended
    static void hold(Handle tx, Erasure erasure) {
        boolean runs = tx.createQuery(
                        "select 1 from erasure where app_id = :app and id = :id and subject is not null for update")
                .bind("app", erasure.app().value())
                .bind("id", erasure.id())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!runs) {
            throw new IllegalStateException("the erasure has ended elsewhere");
        }
    }

    static void count(Handle tx, Erasure erasure, int clients, int things, int actions) {
        tx.createUpdate("""
                        update erasure
                        set clients = clients + :clients, things = things + :things, actions = actions + :actions
                        where app_id = :app and id = :id
                        """)
                .bind("clients", clients)
                .bind("things", things)
                .bind("actions", actions)
                .bind("app", erasure.app().value())
                .bind("id", erasure.id())
                .execute();
    }

    static void scanned(Handle tx, Erasure erasure, long position) {
        tx.createUpdate("""
                        update erasure set scanned = greatest(scanned, :position) where app_id = :app and id = :id
                        """)
                .bind("position", position)
                .bind("app", erasure.app().value())
                .bind("id", erasure.id())
                .execute();
    }

    /// Forgets whose data it was.
    static void end(Handle tx, Erasure erasure, Instant now) {
        tx.createUpdate("""
                        update erasure set subject = null, ended = :now
                        where app_id = :app and id = :id and subject is not null
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("app", erasure.app().value())
                .bind("id", erasure.id())
                .execute();
    }

    private static Erasure erasure(ResultSet rs) throws SQLException {
        return new Erasure(
                rs.getObject("id", UUID.class),
                new AppId(rs.getObject("app_id", UUID.class)),
                Optional.ofNullable(rs.getString("subject")),
                rs.getInt("clients"),
                rs.getInt("things"),
                rs.getInt("actions"),
                rs.getLong("scanned"),
                rs.getObject("started", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(rs.getObject("ended", OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }
}
