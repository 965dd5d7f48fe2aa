package io.patchbay.server.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.server.access.AppDeleting;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.AppSpared;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.vendor.Vendors;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Revokes at the vendor what deleted clients held (RFC 7009), where the vendor offers it. What could not be
/// revoked is tried again, with growing pauses, for a day: the client is gone, its token must not stay.
@Singleton
public final class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final int AT_ONCE = 50;
    private static final int PAGE = 500;

    /// With pauses of 20 s that double up to an hour.
    private static final int ATTEMPTS = 31;

    private final Db db;
    private final Vault vault;
    private final ObjectMapper json;
    private final GrantStore grants;
    private final Instances instances;
    private final Catalogue catalogue;
    private final Vendors vendors;

    Revocations(
            Db db,
            Vault vault,
            ObjectMapper json,
            GrantStore grants,
            Instances instances,
            Catalogue catalogue,
            Vendors vendors) {
        this.db = db;
        this.vault = vault;
        this.json = json;
        this.grants = grants;
        this.instances = instances;
        this.catalogue = catalogue;
        this.vendors = vendors;
    }

    /// @param sent the instance's configurations: it may be gone when the token is revoked
    private record Job(String token, Instances.Sent sent) {}

    /// A client's grant on its way from the client to the queue.
    public final class Farewell {
        private final AppId app;
        private final UUID client;
        private final String typeId;
        private final Optional<Instances.Sent> sent;

        private Farewell(AppId app, UUID client, String typeId, Optional<Instances.Sent> sent) {
            this.app = app;
            this.client = client;
            this.typeId = typeId;
            this.sent = sent;
        }

        /// Takes the client's grant away and queues its revocation, in the transaction that deletes the client. A
        /// refresh that is under way then brings what nobody holds any more; see [#orphaned].
        public void in(Handle tx) {
            grants.take(tx, app, client)
                    .filter(grant -> grant.dead().isEmpty())
                    .ifPresent(grant -> sent.ifPresent(
                            s -> queue(tx, typeId, Optional.empty(), new Job(token(grant.tokens()), s))));
        }
    }

    /// Prepares the end of a client's grant; call it before the transaction that deletes the client.
    public Farewell farewell(AppId app, UUID client, Technology technology) {
        Optional<Instances.Sent> sent =
                isOffered(technology) ? instances.sent(app, technology.typeId()) : Optional.empty();
        return new Farewell(app, client, technology.typeId(), sent);
    }

    /// A pair that a vendor gave for a client that was deleted meanwhile.
    void orphaned(AppId app, Technology technology, Tokens tokens) {
        if (isOffered(technology)) {
            instances
                    .sent(app, technology.typeId())
                    .ifPresent(sent -> db.run(
                            tx -> queue(tx, technology.typeId(), Optional.empty(), new Job(token(tokens), sent))));
        }
    }

    private static boolean isOffered(Technology technology) {
        return TokenEndpoint.Declared.by(technology)
                .flatMap(TokenEndpoint.Declared::revoke)
                .isPresent();
    }

    /// Ending the refresh token ends the access token, too (RFC 7009 section 2.1).
    private static String token(Tokens tokens) {
        return tokens.refresh() == null ? tokens.access() : tokens.refresh();
    }

    /// Queues what the app's clients hold. They are stopped by now or soon; it is revoked when the app is gone.
    void appDeleting(@Observes AppDeleting event) {
        UUID after = new UUID(0, 0);
        List<GrantStore.OfClient> page;
        do {
            page = grants.holders(event.app(), after, PAGE);
            for (GrantStore.OfClient holder : page) {
                catalogue
                        .byType(holder.typeId())
                        .filter(Revocations::isOffered)
                        .ifPresent(technology -> queue(event.app(), holder));
                after = holder.client();
            }
        } while (page.size() == PAGE);
    }

    private void queue(AppId app, GrantStore.OfClient holder) {
        Optional<GrantStore.Grant> grant =
                grants.get(app, holder.client()).filter(g -> g.dead().isEmpty());
        Optional<Instances.Sent> sent = instances.sent(app, holder.typeId());
        if (grant.isPresent() && sent.isPresent()) {
            Job job = new Job(token(grant.get().tokens()), sent.get());
            db.run(tx -> queue(tx, holder.typeId(), Optional.of(app), job));
        }
    }

    void appSpared(@Observes AppSpared event) {
        db.run(tx -> tx.createUpdate("delete from revocation where app_id = :app")
                .bind("app", event.app().value())
                .execute());
    }

    private void queue(Handle tx, String typeId, Optional<AppId> goneWith, Job job) {
        UUID id = UUID.randomUUID();
        try {
            tx.createUpdate("""
                            insert into revocation (id, type_id, sealed, app_id) values (:id, :type, :sealed, cast(:app as uuid))
                            """)
                    .bind("id", id)
                    .bind("type", typeId)
                    .bind("sealed", vault.seal(json.writeValueAsString(job), context(id)))
                    .bindByType("app", goneWith.map(AppId::value).orElse(null), UUID.class)
                    .execute();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revocation is JSON", e);
        }
    }

    private record Due(UUID id, String typeId, byte[] sealed, int attempts) {}

    /// Revokes what is due; called every few seconds.
    void revokeDue() {
        List<Due> due = db.write(tx -> tx.createQuery("""
                        update revocation
                        set attempts = attempts + 1,
                            try_at = now() + least(interval '1 hour', interval '20 seconds' * power(2, attempts))
                        where id in (
                            select id from revocation r
                            where try_at <= now() and not exists (select from app where app.id = r.app_id)
                            limit :most for update skip locked)
                        returning id, type_id, sealed, attempts
                        """)
                .bind("most", AT_ONCE)
                .map((rs, _) -> new Due(
                        rs.getObject("id", UUID.class),
                        rs.getString("type_id"),
                        rs.getBytes("sealed"),
                        rs.getInt("attempts")))
                .list());
        // side by side: a vendor that does not answer must not keep another's waiting
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(row -> threads.execute(() -> revoke(row)));
        }
    }

    private void revoke(Due row) {
        boolean done;
        try {
            done = catalogue
                    .byType(row.typeId())
                    .map(technology -> revoked(technology, job(row)))
                    .orElse(true);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A token of a deleted %s client is revoked later", row.typeId());
            done = false;
        }
        if (!done && row.attempts() >= ATTEMPTS) {
            LOG.warnf("A token of a deleted %s client could not be revoked at the vendor; given up.", row.typeId());
        }
        if (done || row.attempts() >= ATTEMPTS) {
            db.run(tx -> tx.createUpdate("delete from revocation where id = :id")
                    .bind("id", row.id())
                    .execute());
        }
    }

    /// False if it is to be tried again.
    private boolean revoked(Technology technology, Job job) {
        TokenEndpoint.Declared declared = TokenEndpoint.Declared.by(technology).orElseThrow();
        int status = 0;
        for (Map<String, @Nullable Object> configuration : job.sent().configurations()) {
            if (!(technology.description().instance().check(configuration) instanceof Checked.Valid(Config config))) {
                continue; // nothing could ever call the vendor with it
            }
            try {
                status = vendors.forInstance(technology, job.sent().instance(), config)
                        .send(OAuthClient.of(declared.client(), config)
                                .call(declared.revoke().orElseThrow(), Map.of("token", job.token())))
                        .status();
            } catch (ConnectorException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (status != 400 && status != 401) {
                break; // not because of these credentials
            }
        }
        return status < 500 && status != 429 && status != 401;
    }

    private Job job(Due row) {
        try {
            return json.readValue(vault.open(row.sealed(), context(row.id())), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            e.clearLocation(); // the location quotes the token
            throw new IllegalStateException("revocation " + row.id() + " cannot be read", e);
        }
    }

    private static String context(UUID id) {
        return "revocation:" + id;
    }
}
