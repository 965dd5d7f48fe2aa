package io.patchbay.server.subject;

import io.patchbay.server.web.ApiException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Brings erasures to their end, each on a virtual thread: at once when they are asked for, and again after a
/// failure or a restart. That two nodes work at the same one does no harm, only the work twice.
@Singleton
final class Erasing {
    private static final Logger LOG = Logger.getLogger(Erasing.class);
    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_WAITING = 1000;

    private final ErasureStore store;
    private final ErasureSteps steps;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private volatile boolean stopping;

    Erasing(ErasureStore store, ErasureSteps steps) {
        this.store = store;
        this.steps = steps;
    }

    /// Returns at once. Does nothing if it is under way here.
    void start(Erasure erasure) {
        if (!stopping && underWay.add(erasure.id())) {
            Thread.ofVirtual().name("erasure " + erasure.id()).start(() -> run(erasure));
        }
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void resume() {
        store.runningAcrossApps(MOST_WAITING).forEach(this::start);
    }

    /// What is under way is left as it is: it goes on at the next start.
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void run(Erasure erasure) {
        places.acquireUninterruptibly();
        try {
            steps.run(erasure, () -> stopping);
        } catch (ApiException e) {
            LOG.warnf(e, "Erasure %s could not go on; it is tried again.", erasure.id());
        } catch (RuntimeException e) {
            if (!stopping) {
                LOG.errorf(e, "Erasure %s could not go on; it is tried again.", erasure.id());
            }
        } finally {
            places.release();
            underWay.remove(erasure.id());
        }
    }
}
