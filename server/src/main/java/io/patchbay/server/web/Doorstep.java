package io.patchbay.server.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Answers what the REST layer never sees: bodies that announce to be too large, and requests that cannot be routed.
final class Doorstep {
    /// Bytes of a request's body at most.
    static final int MOST = 1 << 20;

    /// Milliseconds.
    private static final long PATIENCE = 3000;

    private static final int SECOND = 900;
    private static final Logger LOG = Logger.getLogger(Doorstep.class);

    private final Errors errors;

    Doorstep(Errors errors) {
        this.errors = errors;
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, SECOND);
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    }

    private void limit(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        long length = length(request);
        if (length <= MOST) {
            exchange.next();
        } else {
            errors.send(ApiException.tooLarge(), exchange);
            readOn(exchange);
        }
    }

    /// For a body that was refused. Many HTTP clients look at an answer only after they have sent everything, so the
    /// rest is read and dropped; but whoever sends for ever is cut off.
    static void readOn(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        exchange.vertx().runOnContext(_ -> {
            if (!request.isEnded()) {
                request.handler(_ -> {});
                request.resume();
                exchange.vertx().setTimer(PATIENCE, _ -> {
                    if (!request.isEnded()) {
                        request.connection().close();
                    }
                });
            }
        });
    }

    /// Without a length, or with a senseless one, whoever reads the body counts.
    private static long length(HttpServerRequest request) {
        String given = request.getHeader("Content-Length");
        try {
            return given == null ? 0 : Long.parseLong(given);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void failed(RoutingContext exchange) {
        int status = exchange.statusCode();
        if (status < 400 || status >= 500) {
            Throwable reason = Objects.requireNonNullElseGet(
                    exchange.failure(), () -> new IllegalStateException("status " + status));
            LOG.errorf(reason, "%s", exchange.request().method());
            errors.send(ApiException.internal("Something went wrong in the service.", reason), exchange);
        } else {
            String method = exchange.request().method().name();
            errors.send(ApiException.refused(status, method), exchange);
        }
    }
}
