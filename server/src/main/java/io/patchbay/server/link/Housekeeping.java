package io.patchbay.server.link;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/// What consents and grants need done now and then.
@Singleton
final class Housekeeping {
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
    void devices() throws InterruptedException {
        for (LinkStore.Row row : store.dueDevicesAcrossApps(clock.instant())) {
            exchange.device(row);
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void revocations() throws InterruptedException {
        revocations.revokeDue();
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void consents() {
        store.forgetExpiredAcrossApps(clock.instant().minus(Duration.ofDays(1)));
    }
}
