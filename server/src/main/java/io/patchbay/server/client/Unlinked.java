package io.patchbay.server.client;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/// Cleans up clients whose first consent was never finished, a day after they were made.
@Singleton
final class Unlinked {
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final ClientStore store;
    private final Clients clients;
    private final InstantSource clock;

    Unlinked(ClientStore store, Clients clients, InstantSource clock) {
        this.store = store;
        this.clients = clients;
        this.clock = clock;
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void cleanUp() {
        store.neverLinkedAcrossApps(clock.instant().minus(PATIENCE)).forEach(clients::delete);
    }
}
