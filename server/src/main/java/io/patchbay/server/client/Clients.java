package io.patchbay.server.client;

import io.patchbay.connector.ConnectorException;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Configurations;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.InstanceId;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.link.Comeback;
import io.patchbay.server.link.Consent;
import io.patchbay.server.link.Consents;
import io.patchbay.server.link.Revocations;
import io.patchbay.server.thing.Things;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.vendor.Vendors;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The clients of an app: what its API does with them. Every change is committed before the engine hears of it.
@Singleton
final class Clients {
    private final Db db;
    private final ClientStore store;
    private final NewClients newClients;
    private final Instances instances;
    private final Configurations configurations;
    private final Catalogue catalogue;
    private final Things things;
    private final Consents consents;
    private final Revocations revocations;
    private final Vendors vendors;
    private final Running running;
    private final Receiving receiving;
    private final Journal journal;

    Clients(
            Db db,
            ClientStore store,
            NewClients newClients,
            Instances instances,
            Configurations configurations,
            Catalogue catalogue,
            Things things,
            Consents consents,
            Revocations revocations,
            Vendors vendors,
            Running running,
            Receiving receiving,
            Journal journal) {
        this.db = db;
        this.store = store;
        this.newClients = newClients;
        this.instances = instances;
        this.configurations = configurations;
        this.catalogue = catalogue;
        this.things = things;
        this.consents = consents;
        this.revocations = revocations;
        this.vendors = vendors;
        this.running = running;
        this.receiving = receiving;
        this.journal = journal;
    }

    /// @param consent what the end customer must do before the client can run
    record Created(ClientId id, Optional<Consent> consent) {}

    /// What goes with the deletion of a client, in its transaction.
    @FunctionalInterface
    interface Deletion {
        /// @param things how many the client had
        void happens(Handle tx, int things);
    }

    /// A configuration as it was sent.
    Map<String, @Nullable Object> configuration(ClientStore.Row client) {
        return configurations.open(client.sealed(), context(client.id()));
    }

    Optional<Technology> technologyIfAny(ClientStore.Row client) {
        return catalogue.byType(client.typeId());
    }

    /// @throws ApiException 400 without an instance or with a bad configuration, 409 if there is one, 503 if
    ///     the vendor was needed and away
    Created create(AppId app, String subject, String typeId, Map<String, @Nullable Object> configuration) {
        return create(app, subject, typeId, configuration, Optional.empty());
    }

    /// As the one above, with the way back of the consent if a page of ours begins it.
    Created create(
            AppId app,
            String subject,
            String typeId,
            Map<String, @Nullable Object> configuration,
            Optional<Comeback> back) {
        Technology technology = technology(typeId);
        InstanceId instance = instances.idOf(app, typeId).orElseThrow(() -> noInstance(typeId));
        configurations.accept(technology.description().client(), configuration);
        ClientId id = new ClientId(UUID.randomUUID());
        byte[] sealed = configurations.seal(configuration, context(id));
        boolean consent = Consents.needed(technology);
        switch (newClients.store(new NewClients.New(id, app, instance, typeId, subject, sealed, !consent))) {
            case CREATED -> {}
            case ALREADY_THERE ->
                throw ApiException.conflict("This subject already has a client of \"" + typeId
                        + "\"; change it with PATCH or delete it first.");
            case BEING_ERASED -> throw Things.beingErased();
            case NO_INSTANCE -> throw noInstance(typeId);
        }
        if (!consent) {
            running.start(id);
            return new Created(id, Optional.empty());
        }
        try {
            return new Created(
                    id,
                    begin(
                            app,
                            id,
                            technology,
                            instances.byType(app, typeId).orElseThrow(() -> noInstance(typeId)),
                            back));
        } catch (ApiException e) {
            db.write(tx -> store.delete(tx, app, id));
            throw e;
        }
    }

    private static ApiException noInstance(String typeId) {
        return ApiException.badRequest("This app has no connector instance of \"" + typeId
                + "\"; create one with POST /api/v1/connectors/instances first.");
    }

    /// Begins a consent anew: the client keeps its things, and goes on with the grant it has until there is a
    /// new one.
    Consent link(ClientStore.Row client) {
        return link(client, Optional.empty())
                .orElseThrow(() -> ApiException.conflict("Clients of \"" + client.typeId() + "\" need no consent."));
    }

    /// As [#link(ClientStore.Row)], back to a page of ours; empty if its technology needs no consent.
    Optional<Consent> linkIfNeeded(ClientStore.Row client, Comeback back) {
        return link(client, Optional.of(back));
    }

    private Optional<Consent> link(ClientStore.Row client, Optional<Comeback> back) {
        Instance instance = instances
                .byType(client.app(), client.typeId())
                .orElseThrow(() -> ApiException.notFound("connector instance"));
        return begin(client.app(), client.id(), technology(client.typeId()), instance, back);
    }

    /// What is left of the vendor's limits that hold for a client.
    List<Remaining> remaining(ClientStore.Row client) {
        return vendors.remaining(
                technology(client.typeId()),
                client.instance().value(),
                Optional.of(client.id().value()));
    }

    /// What a customer who is to confirm a device code must be shown.
    Optional<Consent.Device> openDevice(ClientStore.Row client) {
        return Consents.byCode(technology(client.typeId()))
                ? consents.open(client.app(), client.id().value())
                : Optional.empty();
    }

    private Optional<Consent> begin(
            AppId app, ClientId id, Technology technology, Instance instance, Optional<Comeback> back) {
        try {
            return consents.begin(app, id.value(), technology, instance, back);
        } catch (ConnectorException e) {
            throw ApiException.unavailable(
                    technology.description().name() + " could not be asked for consent ("
                            + e.failure().cause() + "); nothing was stored, try again.",
                    Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The service is stopping.", Duration.ofSeconds(10));
        }
    }

    /// @throws ApiException 404 if it is not the app's, or not the subject's where one is given
    ClientStore.Row get(AppId app, UUID id, Optional<String> subject) {
        return find(app, id, subject).orElseThrow(() -> ApiException.notFound("connector client"));
    }

    Optional<ClientStore.Row> find(AppId app, UUID id, Optional<String> subject) {
        return store.find(app, id, subject);
    }

    /// A subject has one client of a type at most.
    Optional<ClientStore.Row> ofType(AppId app, String subject, String typeId) {
        return store.idOf(app, subject, typeId).flatMap(id -> store.find(app, id, Optional.of(subject)));
    }

    /// As [#get], but at once; empty if it must be looked for.
    Optional<ClientStore.Row> known(AppId app, UUID id, Optional<String> subject) {
        return store.known(app, id, subject);
    }

    List<UUID> page(AppId app, String subject, @Nullable UUID after, int limit) {
        return store.page(app, subject, after, limit);
    }

    /// Changes a configuration as RFC 7386 does: what is given replaces, `null` takes away, the rest stays.
    void configure(ClientStore.Row client, Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> merged = new HashMap<>(configuration(client));
        changes.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        configurations.accept(technology(client.typeId()).description().client(), merged);
        store.configure(client.app(), client.id(), configurations.seal(merged, context(client.id())));
        if (!client.paused() && client.linked()) {
            running.start(client.id());
        }
    }

    /// Takes away a client that was never linked, unless its customer may be about to.
    void cleanUp(ClientStore.Row client) {
        if (!consents.begun(client.app(), client.id().value())) {
            delete(client);
        }
    }

    void pause(ClientStore.Row client) {
        receiving.unregister(client.id());
        store.pause(client.app(), client.id(), true);
        running.stop(client.id());
    }

    void resume(ClientStore.Row client) {
        store.pause(client.app(), client.id(), false);
        running.start(client.id());
    }

    void poll(ClientStore.Row client) {
        if (client.paused()) {
            throw ApiException.conflict("The client is paused; resume it first.");
        }
        if (!client.linked()) {
            throw ApiException.conflict("The end customer has not given consent yet; POST …/link begins it anew.");
        }
        running.poll(client.id());
    }

    /// Stops it first; then it and its things go in one transaction. If that fails the client goes on.
    void delete(ClientStore.Row client) {
        delete(client, (_, _) -> {});
    }

    /// As [#delete(ClientStore.Row)], with something else in the same transaction. A client whose connector
    /// is not installed any more can be deleted, too; nobody knows then where its grant could be revoked.
    void delete(ClientStore.Row client, Deletion with) {
        Optional<Revocations.Farewell> farewell = catalogue
                .byType(client.typeId())
                .map(technology ->
                        revocations.farewell(client.app(), client.id().value(), technology));
        receiving.unregister(client.id());
        running.stop(client.id());
        try {
            boolean deleted = db.write(tx -> {
                farewell.ifPresent(f -> f.in(tx));
                int removed = things.removeOf(tx, client.app(), client.id().value());
                boolean found = store.delete(tx, client.app(), client.id());
                if (found) {
                    with.happens(tx, removed);
                }
                return found;
            });
            if (!deleted) {
                throw ApiException.notFound("connector client");
            }
            journal.forget(client.id());
        } catch (ApiException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!client.paused() && client.linked()) {
                running.start(client.id());
            }
            throw ApiException.internal(
                    "The things of the client could not be removed; the client remains active. Try again.", e);
        }
    }

    Technology technology(String typeId) {
        return catalogue
                .byType(typeId)
                .orElseThrow(() -> ApiException.badRequest("There is no connector type \"" + typeId
                        + "\"; GET /api/v1/connectors/descriptions lists them."));
    }

    static String context(ClientId id) {
        return "client:" + id;
    }
}
