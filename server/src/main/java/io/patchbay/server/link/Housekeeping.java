package io.patchbay.server.link;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// What consents and grants need done now and then.
@Singleton
final class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final LinkStore store;
    private final Exchange exchange;
    private final Revocations revocations;
    private final InstantSource clock;

    Housekeeping(LinkStore store, Exchange exchange, Revocations revocations, InstantSource clock) {
        this.store = store;
        this.exchange = exchange;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void devices() {
        // side by side: a vendor that does not answer must not keep another's customers waiting
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (LinkStore.Row row : store.dueDevicesAcrossApps(clock.instant())) {
                threads.execute(() -> device(row));
            }
        }
    }

    private void device(LinkStore.Row row) {
        try {
            exchange.device(row);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The device code of client %s is asked for again in a minute", row.client());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void revocations() {
        revocations.revokeDue();
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void consents() {
        store.forgetExpiredAcrossApps(clock.instant().minus(Duration.ofDays(1)));
    }
}
