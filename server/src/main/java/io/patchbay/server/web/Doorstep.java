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

    /// Up to this length the rest of a body is read and dropped, for many HTTP clients do not look at an answer before
    /// they have sent everything.
    private static final int PATIENCE = 16 << 20;

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
        } else if (length > PATIENCE || request.getHeader("Expect") != null) {
            exchange.response().putHeader("Connection", "close");
            errors.send(ApiException.tooLarge(), exchange);
        } else {
            request.endHandler(_ -> errors.send(ApiException.tooLarge(), exchange));
            request.handler(_ -> {});
            request.resume();
        }
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
            Throwable reason = Objects.requireNonNullElseGet(exchange.failure(), () -> new IllegalStateException("status " + status));
            LOG.errorf(reason, "%s", exchange.request().method());
            errors.send(ApiException.internal("Something went wrong in the service.", reason), exchange);
        } else {
            String method = exchange.request().method().name();
            errors.send(
                    ApiException.refused(
                            status, method, String.valueOf(exchange.request().path())),
                    exchange);
        }
    }
}
