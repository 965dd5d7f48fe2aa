package io.patchbay.server.action;

import io.patchbay.server.access.AppDeleting;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Carries requests out, each on a virtual thread of its own, and writes down what came of them.
@Singleton
final class Dispatch {
    private static final Logger LOG = Logger.getLogger(Dispatch.class);
    private static final String STOPPED =
            "The service stopped before there was an outcome; whether the action was carried out is not known.";

    private final RequestStore store;
    private final ByConnector connectors;
    private final ByCallback callbacks;
    private final InstantSource clock;
    private final Map<UUID, Undertaking> underWay = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Dispatch(RequestStore store, ByConnector connectors, ByCallback callbacks, InstantSource clock) {
        this.store = store;
        this.connectors = connectors;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /// Returns at once. The request must have been stored.
    void start(Job job) {
        Undertaking undertaking = new Undertaking(job);
        underWay.put(job.request().id(), undertaking);
        Thread.ofVirtual().name("action " + job.request().id()).start(() -> carryOut(undertaking));
    }

    /// Breaks off the call for a request that has ended otherwise. Does nothing if there is none.
    void breakOff(UUID request) {
        Undertaking undertaking = underWay.get(request);
        if (undertaking != null) {
            undertaking.breakOff();
        }
    }

    /// As [#breakOff(UUID)], for many.
    void breakOff(Predicate<Request> which) {
        underWay.values().stream()
                .filter(undertaking -> which.test(undertaking.job().request()))
                .forEach(Undertaking::breakOff);
    }

    /// Waits until nothing is under way for the request.
    void await(UUID request, Duration most) throws InterruptedException {
        Undertaking undertaking = underWay.get(request);
        if (undertaking != null) {
            undertaking.await(most);
        }
    }

    private void carryOut(Undertaking undertaking) {
        Request request = undertaking.job().request();
        try {
            switch (outcome(undertaking)) {
                case Outcome.Completed _ -> {
                    if (!store.end(request, Status.COMPLETED, null, clock.instant())) {
                        store.end(request, Status.FAILED, Request.OVERDUE, clock.instant());
                    }
                }
                case Outcome.Failed(String error) -> store.end(request, Status.FAILED, error, clock.instant());
                case Outcome.Working _ -> {}
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "The outcome of action %s cannot be written down; it fails at its deadline.", request.id());
        } finally {
            underWay.remove(request.id(), undertaking);
            undertaking.end();
        }
    }

    private Outcome outcome(Undertaking undertaking) {
        Job job = undertaking.job();
        try {
            return undertaking.call(
                    job.action().client().isPresent() ? () -> connectors.carryOut(job) : () -> callbacks.carryOut(job));
        } catch (InterruptedException e) {
            // if it was canceled, this is not written down
            return new Outcome.Failed(stopping ? STOPPED : Request.OVERDUE);
        } catch (RuntimeException e) {
            LOG.errorf(e, "action %s", job.request().id());
            return new Outcome.Failed("Something went wrong in the service; its log says more.");
        }
    }

    void appDeleting(@Observes AppDeleting event) {
        breakOff(request -> request.app().equals(event.app()));
    }

    /// Before the engine stops: what can end within a second does so, the rest is broken off and has
    /// failed.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) ShutdownEvent event)
            throws InterruptedException {
        awaitAll(Duration.ofSeconds(1));
        stopping = true;
        breakOff(_ -> true);
        awaitAll(Duration.ofSeconds(1));
    }

    private void awaitAll(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (Undertaking undertaking : underWay.values()) {
            undertaking.await(Duration.ofNanos(end - System.nanoTime()));
        }
    }
}
