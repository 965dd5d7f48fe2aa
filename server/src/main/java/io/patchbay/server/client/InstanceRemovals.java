package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.instance.InstanceEdits;
import io.patchbay.server.instance.InstanceId;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Removes instances that have clients: stops and removes one client after the other, each with its things in a
/// transaction of its own, and then the instance. It goes on while the service runs; after a restart the instance is
/// there with the clients that are left, and can be removed again. Any thread may call.
@Singleton
public final class InstanceRemovals {
    private static final Logger LOG = Logger.getLogger(InstanceRemovals.class);

    private final Clients clients;
    private final ClientStore store;
    private final InstanceEdits instances;
    private final Map<InstanceId, Removal> removals = new ConcurrentHashMap<>();

    InstanceRemovals(Clients clients, ClientStore store, InstanceEdits instances) {
        this.clients = clients;
        this.store = store;
        this.instances = instances;
    }

    /// @param problem why it has stopped, as a sentence; empty while it goes on
    public record Progress(Optional<String> problem) {}

    private static final class Removal {
        private volatile Optional<String> problem = Optional.empty();
        private volatile Thread thread = Thread.currentThread();
    }

    /// Begins, unless it has begun, and waits for the end for a moment.
    ///
    /// @param patience how long at most
    public void begin(AppId app, InstanceId id, Duration patience) throws InterruptedException {
        Removal removal = removals.compute(
                id, (_, known) -> known != null && known.problem.isEmpty() ? known : started(app, id, new Removal()));
        removal.thread.join(patience);
    }

    /// Empty if none has begun, or it has come to its end.
    public Optional<Progress> progress(InstanceId id) {
        return Optional.ofNullable(removals.get(id)).map(removal -> new Progress(removal.problem));
    }

    private Removal started(AppId app, InstanceId id, Removal removal) {
        removal.thread = Thread.ofVirtual().name("remove instance " + id).start(() -> run(app, id, removal));
        return removal;
    }

    private void run(AppId app, InstanceId id, Removal removal) {
        try {
            remove(app, id);
            removals.remove(id);
        } catch (RuntimeException e) {
            LOG.warnf("Instance %s could not be removed: %s", id, e.getMessage());
            removal.problem = Optional.of(
                    e instanceof ApiException known
                            ? String.valueOf(known.getMessage())
                            : "The database could not be asked.");
        }
    }

    private void remove(AppId app, InstanceId id) {
        boolean gone = false;
        while (!gone) {
            while (deleteOne(app, id)) {
                // one after the other: deleting must not take the database from everybody else
            }
            try {
                instances.delete(app, id.value());
                gone = true;
            } catch (ApiException e) {
                // 409: a client was created meanwhile; 404: somebody else has deleted it
                gone = e.status() == 404;
                if (e.status() != 404 && e.status() != 409) {
                    throw e;
                }
            }
        }
    }

    /// @return false if there was none
    /// @throws ApiException 500 if it could not be removed: it goes on then
    private boolean deleteOne(AppId app, InstanceId id) {
        Optional<UUID> next = store.oneOf(app, id);
        try {
            next.ifPresent(client -> clients.delete(clients.get(app, client, Optional.empty())));
        } catch (ApiException e) {
            if (e.status() != 404) {
                throw e;
            }
            // somebody else has deleted it just now
        }
        return next.isPresent();
    }
}
