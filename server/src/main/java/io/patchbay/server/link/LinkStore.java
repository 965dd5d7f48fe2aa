package io.patchbay.server.link;

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
import org.jspecify.annotations.Nullable;

/// Consents that were begun.
@Singleton
final class LinkStore {
    private final Db db;

    LinkStore(Db db) {
        this.db = db;
    }

    /// @param pollAt of a device code: when the vendor is asked next
    record Row(
            byte[] stateHash,
            AppId app,
            UUID client,
            byte[] sealed,
            boolean device,
            @Nullable Instant pollAt,
            Instant expires) {
        private static Row of(ResultSet rs) throws SQLException {
            OffsetDateTime pollAt = rs.getObject("poll_at", OffsetDateTime.class);
            return new Row(
                    rs.getBytes("state_hash"),
                    new AppId(rs.getObject("app_id", UUID.class)),
                    rs.getObject("client_id", UUID.class),
                    rs.getBytes("sealed"),
                    rs.getBoolean("device"),
                    pollAt == null ? null : pollAt.toInstant(),
                    rs.getObject("expires_at", OffsetDateTime.class).toInstant());
        }
    }

    /// A client has one open consent: an older one ends here.
    void begin(Row row) {
        db.run(tx -> {
            tx.createUpdate("delete from consent where app_id = :app and client_id = :client")
                    .bind("app", row.app().value())
                    .bind("client", row.client())
                    .execute();
            tx.createUpdate("""
                            insert into consent (state_hash, app_id, client_id, sealed, device, poll_at, expires_at)
                            values (:hash, :app, :client, :sealed, :device, cast(:pollAt as timestamptz), :expires)
                            """)
                    .bind("hash", row.stateHash())
                    .bind("app", row.app().value())
                    .bind("client", row.client())
                    .bind("sealed", row.sealed())
                    .bind("device", row.device())
                    .bindByType("pollAt", utc(row.pollAt()), OffsetDateTime.class)
                    .bindByType("expires", utc(row.expires()), OffsetDateTime.class)
                    .execute();
        });
    }

    /// Uses a state up: of two that come with it, one gets the row.
    Optional<Row> takeAcrossApps(byte[] stateHash) {
        return db.write(tx -> tx.createQuery("delete from consent where state_hash = :hash and not device returning *")
                .bind("hash", stateHash)
                .map((rs, _) -> Row.of(rs))
                .findOne());
    }

    Optional<Row> openDevice(AppId app, UUID client) {
        return db.read(
                h -> h.createQuery("select * from consent where app_id = :app and client_id = :client and device")
                        .bind("app", app.value())
                        .bind("client", client)
                        .map((rs, _) -> Row.of(rs))
                        .findOne());
    }

    /// Device codes that are due, put off so that no other node asks for them meanwhile.
    List<Row> dueDevicesAcrossApps(Instant now) {
        return db.write(tx -> tx.createQuery("""
                        update consent set poll_at = cast(:now as timestamptz) + interval '60 seconds'
                        where state_hash in (select state_hash from consent where device and poll_at <= cast(:now as timestamptz)
                                             order by poll_at limit 100 for update skip locked)
                        returning *
                        """)
                .bind("now", utc(now))
                .map((rs, _) -> Row.of(rs))
                .list());
    }

    boolean isOpen(AppId app, UUID client, Instant now) {
        return db.read(h -> h.createQuery("""
                                select 1 from consent
                                where app_id = :app and client_id = :client and expires_at > :now
                                """)
                        .bind("app", app.value())
                        .bind("client", client)
                        .bind("now", utc(now))
                        .mapTo(Integer.class)
                        .findFirst())
                .isPresent();
    }

    /// @param sealed what the row has from now on
    void pollDevice(Row row, byte[] sealed, Instant at) {
        db.run(tx -> tx.createUpdate("""
                        update consent set poll_at = :at, sealed = :sealed where state_hash = :hash and app_id = :app
                        """)
                .bind("at", utc(at))
                .bind("sealed", sealed)
                .bind("hash", row.stateHash())
                .bind("app", row.app().value())
                .execute());
    }

    void end(Row row) {
        db.run(tx -> tx.createUpdate("delete from consent where state_hash = :hash and app_id = :app")
                .bind("hash", row.stateHash())
                .bind("app", row.app().value())
                .execute());
    }

    void forgetExpiredAcrossApps(Instant before) {
        db.run(tx -> tx.createUpdate("delete from consent where expires_at < :before and not device")
                .bind("before", utc(before))
                .execute());
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
