package io.patchbay.server.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.vault.Vault;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What customers granted, sealed; and the lease under which one grant is refreshed.
@Singleton
final class GrantStore {
    private final Db db;
    private final Vault vault;
    private final ObjectMapper json;

    GrantStore(Db db, Vault vault, ObjectMapper json) {
        this.db = db;
        this.vault = vault;
        this.json = json;
    }

    /// @param dead why it no longer works
    record Grant(long generation, Tokens tokens, Optional<String> dead) {}

    /// What came of asking for the lease.
    sealed interface Lease {
        /// It is ours.
        ///
        /// @param unsure an earlier refresh with the same pair was begun and its outcome is not known
        record Taken(Grant grant, boolean unsure) implements Lease {}

        /// Somebody has refreshed since, or the grant is dead.
        record Moved(Grant grant) implements Lease {}

        record Busy() implements Lease {}

        record Nothing() implements Lease {}
    }

    void put(AppId app, UUID client, Tokens tokens) {
        byte[] sealed = seal(client, tokens);
        db.run(tx -> tx.createUpdate("""
                        insert into vendor_grant (client_id, app_id, generation, sealed) values (:client, :app, 1, :sealed)
                        on conflict (client_id) do update set
                            generation = vendor_grant.generation + 1, sealed = excluded.sealed,
                            dead = null, lease = null, lease_until = null, intent_at = null
                        """)
                .bind("client", client)
                .bind("app", app.value())
                .bind("sealed", sealed)
                .execute());
    }

    Optional<Grant> get(AppId app, UUID client) {
        return db.read(h -> h.createQuery("select * from vendor_grant where client_id = :client and app_id = :app")
                .bind("client", client)
                .bind("app", app.value())
                .map((rs, _) -> grant(rs, client))
                .findOne());
    }

    /// Takes the lease of a refresh, and notes that it is begun: durable before the vendor is asked.
    Lease lease(AppId app, UUID client, long generation, UUID holder, Instant now, Duration time) {
        return db.write(tx -> {
            record Locked(Grant grant, @Nullable Instant leaseUntil, boolean intent) {}
            Optional<Locked> row = tx.createQuery(
                            "select * from vendor_grant where client_id = :client and app_id = :app for update")
                    .bind("client", client)
                    .bind("app", app.value())
                    .map((rs, _) ->
                            new Locked(grant(rs, client), instant(rs, "lease_until"), instant(rs, "intent_at") != null))
                    .findOne();
            if (row.isEmpty()) {
                return new Lease.Nothing();
            }
            Locked locked = row.get();
            if (locked.grant().generation() != generation
                    || locked.grant().dead().isPresent()) {
                return new Lease.Moved(locked.grant());
            }
            if (locked.leaseUntil() != null && locked.leaseUntil().isAfter(now)) {
                return new Lease.Busy();
            }
            tx.createUpdate("""
                            update vendor_grant set lease = :holder, lease_until = :until, intent_at = :now
                            where client_id = :client and app_id = :app
                            """)
                    .bind("holder", holder)
                    .bind("until", LinkStore.utc(now.plus(time)))
                    .bind("now", LinkStore.utc(now))
                    .bind("client", client)
                    .bind("app", app.value())
                    .execute();
            return new Lease.Taken(locked.grant(), locked.intent());
        });
    }

    /// Holds a lease for longer; does nothing if it is another's by now.
    void extend(AppId app, UUID client, UUID holder, Instant until) {
        db.run(tx -> tx.createUpdate("""
                        update vendor_grant set lease_until = :until
                        where client_id = :client and app_id = :app and lease = :holder
                        """)
                .bind("until", LinkStore.utc(until))
                .bind("client", client)
                .bind("app", app.value())
                .bind("holder", holder)
                .execute());
    }

    /// Stores the pair that a refresh brought, whoever holds the lease by now: the vendor knows no other any
    /// more. False if the customer has consented anew meanwhile.
    boolean rotated(AppId app, UUID client, long generation, Tokens tokens) {
        byte[] sealed = seal(client, tokens);
        return db.write(tx -> tx.createUpdate("""
                        update vendor_grant set generation = generation + 1, sealed = :sealed,
                            dead = null, lease = null, lease_until = null, intent_at = null
                        where client_id = :client and app_id = :app and generation = :generation
                        """)
                        .bind("sealed", sealed)
                        .bind("client", client)
                        .bind("app", app.value())
                        .bind("generation", generation)
                        .execute()
                == 1);
    }

    /// Ends a lease without a new pair.
    ///
    /// @param unsure whether the vendor may have rotated the pair all the same
    void release(AppId app, UUID client, UUID holder, boolean unsure) {
        db.run(tx -> tx.createUpdate("""
                        update vendor_grant set lease = null, lease_until = null,
                            intent_at = case when :unsure then intent_at end
                        where client_id = :client and app_id = :app and lease = :holder
                        """)
                .bind("unsure", unsure)
                .bind("client", client)
                .bind("app", app.value())
                .bind("holder", holder)
                .execute());
    }

    void bury(AppId app, UUID client, long generation, String cause) {
        db.run(tx -> tx.createUpdate("""
                        update vendor_grant set dead = :cause, lease = null, lease_until = null, intent_at = null
                        where client_id = :client and app_id = :app and generation = :generation
                        """)
                .bind("cause", cause)
                .bind("client", client)
                .bind("app", app.value())
                .bind("generation", generation)
                .execute());
    }

    /// Takes a grant away, and what it was.
    Optional<Grant> take(Handle tx, AppId app, UUID client) {
        return tx.createQuery("delete from vendor_grant where client_id = :client and app_id = :app returning *")
                .bind("client", client)
                .bind("app", app.value())
                .map((rs, _) -> grant(rs, client))
                .findOne();
    }

    /// @param typeId of the client's technology
    record OfClient(UUID client, String typeId) {}

    /// The clients of an app that hold a grant, in the order of their ids.
    List<OfClient> holders(AppId app, UUID after, int limit) {
        return db.read(h -> h.createQuery("""
                        select client_id, type_id from vendor_grant join client on client.id = client_id
                        where vendor_grant.app_id = :app and client_id > :after order by client_id limit :limit
                        """)
                .bind("app", app.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, _) -> new OfClient(rs.getObject("client_id", UUID.class), rs.getString("type_id")))
                .list());
    }

    private Grant grant(ResultSet rs, UUID client) throws SQLException {
        try {
            String plain = vault.open(rs.getBytes("sealed"), context(client));
            return new Grant(
                    rs.getLong("generation"),
                    json.readValue(plain, Tokens.class),
                    Optional.ofNullable(rs.getString("dead")));
        } catch (JsonProcessingException e) {
            e.clearLocation(); // the location quotes the tokens
            throw new IllegalStateException("the grant of client " + client + " cannot be read", e);
        }
    }

    private byte[] seal(UUID client, Tokens tokens) {
        try {
            return vault.seal(json.writeValueAsString(tokens), context(client));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tokens are JSON", e);
        }
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static String context(UUID client) {
        return "grant:" + client;
    }
}
