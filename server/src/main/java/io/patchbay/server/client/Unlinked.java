package io.patchbay.server.client;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/// Cleans up clients whose first consent was never finished, a day after they were made.
@Singleton
final class Unlinked {
    private static final Logger LOG = Logger.getLogger(Unlinked.class);
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
        for (ClientStore.Row client :
                store.neverLinkedAcrossApps(clock.instant().minus(PATIENCE))) {
            try {
                clients.cleanUp(client);
            } catch (RuntimeException e) {
                LOG.warnf(e, "Client %s, which was never linked, is removed later", client.id());
            }
        }
    }
}
