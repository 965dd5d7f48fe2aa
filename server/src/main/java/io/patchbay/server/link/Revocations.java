package io.patchbay.server.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.vendor.Vendors;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Revokes at the vendor what deleted clients held (RFC 7009), where the vendor offers it. What could not be
/// revoked is tried again for a day: the client is gone, its token must not stay.
@Singleton
public final class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final int ATTEMPTS = 24;

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

    /// @param configuration of the instance, as it was sent: it may be gone when the token is revoked
    private record Job(String token, Map<String, @Nullable Object> configuration) {}

    /// A token to be revoked, on its way from its client to the queue.
    public final class Farewell {
        private final AppId app;
        private final UUID client;
        private final String typeId;
        private final Optional<Job> job;

        private Farewell(AppId app, UUID client, String typeId, Optional<Job> job) {
            this.app = app;
            this.client = client;
            this.typeId = typeId;
            this.job = job;
        }

        /// Takes the client's grant away and queues its revocation, in the transaction that deletes the client.
        public void in(Handle tx) {
            GrantStore.remove(tx, app, client);
            job.ifPresent(j -> queue(tx, typeId, j));
        }
    }

    /// Prepares the end of a client's grant; call it before the transaction that deletes the client.
    public Farewell farewell(AppId app, UUID client, Technology technology) {
        Optional<Job> job = TokenEndpoint.Declared.by(technology)
                .flatMap(TokenEndpoint.Declared::revoke)
                .flatMap(_ -> grants.get(app, client))
                .filter(g -> g.dead().isEmpty())
                .flatMap(g -> instances
                        .configurationOf(app, technology.typeId())
                        .map(c -> {
                            String refresh = g.tokens().refresh();
                            return new Job(refresh == null ? g.tokens().access() : refresh, c);
                        }));
        return new Farewell(app, client, technology.typeId(), job);
    }

    private void queue(Handle tx, String typeId, Job job) {
        UUID id = UUID.randomUUID();
        try {
            tx.createUpdate("insert into revocation (id, type_id, sealed) values (:id, :type, :sealed)")
                    .bind("id", id)
                    .bind("type", typeId)
                    .bind("sealed", vault.seal(json.writeValueAsString(job), "revocation:" + id))
                    .execute();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revocation is JSON", e);
        }
    }

    /// Revokes what is due; called every few seconds.
    void revokeDue() throws InterruptedException {
        record Due(UUID id, String typeId, byte[] sealed, int attempts) {}
        List<Due> due = db.write(tx -> tx.createQuery("""
                        update revocation set attempts = attempts + 1, try_at = now() + interval '1 hour'
                        where id in (select id from revocation where try_at <= now() limit 50 for update skip locked)
                        returning id, type_id, sealed, attempts
                        """)
                .map((rs, _) -> new Due(
                        rs.getObject("id", UUID.class),
                        rs.getString("type_id"),
                        rs.getBytes("sealed"),
                        rs.getInt("attempts")))
                .list());
        for (Due row : due) {
            boolean done = catalogue
                    .byType(row.typeId())
                    .map(technology -> revoked(technology, job(row.id(), row.sealed())))
                    .orElse(true);
            if (!done && row.attempts() >= ATTEMPTS) {
                LOG.warnf("A token of a deleted %s client could not be revoked at the vendor; given up.", row.typeId());
            }
            if (done || row.attempts() >= ATTEMPTS) {
                db.run(tx -> tx.createUpdate("delete from revocation where id = :id")
                        .bind("id", row.id())
                        .execute());
            }
        }
    }

    private boolean revoked(Technology technology, Job job) {
        TokenEndpoint.Declared declared = TokenEndpoint.Declared.by(technology).orElseThrow();
        if (!(technology.description().instance().check(job.configuration()) instanceof Checked.Valid(Config config))) {
            return true; // nothing could ever call the vendor with it
        }
        try {
            int status = vendors.forInstance(technology, UUID.randomUUID(), config)
                    .send(OAuthClient.of(declared.client(), config)
                            .call(declared.revoke().orElseThrow(), Map.of("token", job.token())))
                    .status();
            return status < 500 && status != 429;
        } catch (ConnectorException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Job job(UUID id, byte[] sealed) {
        try {
            return json.readValue(vault.open(sealed, "revocation:" + id), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            e.clearLocation(); // the location quotes the token
            throw new IllegalStateException("revocation " + id + " cannot be read", e);
        }
    }
}
