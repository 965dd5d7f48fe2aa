package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Configurations;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.thing.Things;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The clients of an app: what its API does with them. Every change is committed before the engine hears of it.
@Singleton
final class Clients {
    private final Db db;
    private final ClientStore store;
    private final Instances instances;
    private final Configurations configurations;
    private final Catalogue catalogue;
    private final Things things;
    private final Running running;

    Clients(
            Db db,
            ClientStore store,
            Instances instances,
            Configurations configurations,
            Catalogue catalogue,
            Things things,
            Running running) {
        this.db = db;
        this.store = store;
        this.instances = instances;
        this.configurations = configurations;
        this.catalogue = catalogue;
        this.things = things;
        this.running = running;
    }

    /// @throws ApiException 400 without an instance or with a bad configuration, 409 if there is one
    ClientId create(AppId app, String subject, String typeId, Map<String, @Nullable Object> configuration) {
        Technology technology = technology(typeId);
        Instance instance = instances
                .byType(app, typeId)
                .orElseThrow(() -> ApiException.badRequest("This app has no connector instance of \"" + typeId
                        + "\"; create one with POST /api/v1/connectors/instances first."));
        configurations.accept(technology.description().client(), configuration);
        ClientId id = new ClientId(UUID.randomUUID());
        byte[] sealed = configurations.seal(configuration, context(id));
        boolean created = db.write(tx -> {
            things.subjectSeen(tx, app, subject);
            return ClientStore.insert(tx, id, app, instance.id(), typeId, subject, sealed);
        });
        if (!created) {
            throw ApiException.conflict("This subject already has a client of \"" + typeId
                    + "\"; change it with PATCH or delete it first.");
        }
        running.start(id);
        return id;
    }

    /// @throws ApiException 404 if it is not the app's, or not the subject's where one is given
    ClientStore.Row get(AppId app, UUID id, Optional<String> subject) {
        return store.find(app, id, subject.orElse(null)).orElseThrow(() -> ApiException.notFound("connector client"));
    }

    List<UUID> page(AppId app, String subject, @Nullable UUID after, int limit) {
        return store.page(app, subject, after, limit);
    }

    /// Changes a configuration as RFC 7386 does: what is given replaces, `null` takes away, the rest stays.
    void configure(ClientStore.Row client, Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> merged = new HashMap<>(configurations.open(client.sealed(), context(client.id())));
        changes.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        configurations.accept(technology(client.typeId()).description().client(), merged);
        store.configure(client.app(), client.id(), configurations.seal(merged, context(client.id())));
        if (!client.paused()) {
            running.start(client.id());
        }
    }

    void pause(ClientStore.Row client) {
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
        running.poll(client.id());
    }

    /// Stops it first; then it and its things go in one transaction. If that fails the client goes on.
    void delete(ClientStore.Row client) {
        running.stop(client.id());
        try {
            boolean deleted = db.write(tx -> {
                things.removeOf(tx, client.app(), client.id().value());
                return ClientStore.delete(tx, client.app(), client.id());
            });
            if (!deleted) {
                throw ApiException.notFound("connector client");
            }
        } catch (ApiException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!client.paused()) {
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
