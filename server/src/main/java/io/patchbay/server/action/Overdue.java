package io.patchbay.server.action;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Ends what nobody ended, and forgets what is old. Whoever reads an overdue request sees it FAILED even
/// before this has come by.
@Singleton
final class Overdue {
    private static final Duration AGE = Duration.ofDays(90);

    /// So that who was calling can still say why there was no outcome.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final RequestStore store;
    private final InstantSource clock;

    Overdue(RequestStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void fail() {
        store.failOverdueAcrossApps(clock.instant().minus(GRACE));
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        Instant old = clock.instant().minus(AGE);
        store.dropAcrossApps(old);
    }
}
