package io.patchbay.server.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds how many requests may wait for their answer at the same time: beyond that they are told at once to come
/// back, for each holds a thread and perhaps a body of a megabyte. A stream that has begun waits for nothing. Who asks
/// how the service is gets an answer all the same.
final class Crowd {
    /// After what is answered from memory.
    private static final int FOURTH = 700;

    private static final int FEWEST = 256;
    private static final int MOST = 10_000;

    /// Bytes that one may need: its body, as text and as what is made of it.
    private static final long NEED = 2L * Doorstep.MOST;

    /// Health and metrics.
    private static final String OPERATION = "/q/";

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Errors errors;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int most;

    @Inject
    Crowd(Errors errors, MeterRegistry metrics) {
        this(errors, metrics, Math.clamp(Runtime.getRuntime().maxMemory() / 2 / NEED, FEWEST, MOST));
    }

    Crowd(Errors errors, MeterRegistry metrics, int most) {
        this.errors = errors;
        this.most = most;
        metrics.gauge("patchbay.requests.waiting", waiting);
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FOURTH);
    }

    void admit(RoutingContext exchange) {
        if (exchange.normalizedPath().startsWith(OPERATION)) {
            exchange.next();
            return;
        }
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            errors.send(ApiException.unavailable("Too many requests are waiting: send it again.", SOON), exchange);
            Doorstep.readOn(exchange);
            return;
        }
        AtomicBoolean here = new AtomicBoolean(true);
        exchange.addHeadersEndHandler(_ -> leave(here));
        exchange.addEndHandler(_ -> leave(here)); // also when the caller goes away
        exchange.next();
    }

    private void leave(AtomicBoolean here) {
        if (here.compareAndSet(true, false)) {
            waiting.decrementAndGet();
        }
    }
}
