package io.patchbay.server.client;

import io.patchbay.server.access.AppDeleting;
import io.patchbay.server.access.AppSpared;
import io.patchbay.server.instance.InstanceChanged;
import io.patchbay.server.link.Linked;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Passes changes of an instance or an app, and ends of consents, on to the clients they concern.
@Singleton
final class Restarts {
    private static final int PAGE = 1000;

    private final ClientStore store;
    private final DeliveryAddresses deliveries;
    private final Running running;
    private final InstantSource clock;

    Restarts(ClientStore store, DeliveryAddresses deliveries, Running running, InstantSource clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.running = running;
        this.clock = clock;
    }

    void instanceChanged(@Observes InstanceChanged event) {
        forEach(after -> store.ofInstanceAcrossApps(event.id(), after, PAGE), running::restart);
    }

    void appDeleting(@Observes AppDeleting event) {
        forEach(after -> store.ofApp(event.app(), after, PAGE), running::stop);
    }

    void appSpared(@Observes AppSpared event) {
        forEach(after -> store.ofApp(event.app(), after, PAGE), running::restart);
    }

    void consentEnded(@Observes Linked event) {
        if (event.problem().isPresent()) {
            store.consentFailedAcrossApps(
                    event.client(), "consent needed: " + event.problem().get(), clock.instant());
        } else if (store.linkedAcrossApps(event.client())) {
            // another user of the vendor may have consented, and a consent that ends takes its webhooks along
            deliveries.registeredAcrossApps(new ClientId(event.client()), null);
            running.start(new ClientId(event.client()));
        }
    }

    private static void forEach(Function<@Nullable UUID, List<UUID>> page, Consumer<ClientId> action) {
        UUID after = null;
        List<UUID> ids;
        do {
            ids = page.apply(after);
            ids.forEach(id -> action.accept(new ClientId(id)));
            after = ids.isEmpty() ? null : ids.getLast();
        } while (ids.size() == PAGE);
    }
}
