package io.patchbay.server.client;

import io.patchbay.server.access.AppDeleting;
import io.patchbay.server.instance.InstanceChanged;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Passes changes of an instance or an app on to its clients.
@Singleton
final class Restarts {
    private static final int PAGE = 1000;

    private final ClientStore store;
    private final Running running;

    Restarts(ClientStore store, Running running) {
        this.store = store;
        this.running = running;
    }

    void instanceChanged(@Observes InstanceChanged event) {
        forEach(after -> store.ofInstanceAcrossApps(event.id(), after, PAGE), running::start);
    }

    void appDeleting(@Observes AppDeleting event) {
        forEach(after -> store.ofApp(event.app(), after, PAGE), running::stop);
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
