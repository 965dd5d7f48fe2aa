package io.patchbay.server.thing;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.KnownCallers;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Rendered;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers reads of things, components and properties that are in memory where requests come in, on the event loop:
/// half the cost of the way to a route. Whatever is not quite ordinary takes that way, which answers the same: a token
/// or a thing that must be looked up, an error, an unusual header, an escaped path.
final class Shortcut {
    /// After the request has its id, and before it is routed.
    private static final int THIRD = 800;

    private static final String JSON = "application/json";
    private static final String TYPE = "application/json;charset=UTF-8";

    private final KnownCallers callers;
    private final ThingAnswers answers;

    Shortcut(KnownCallers callers, ThingAnswers answers) {
        this.callers = callers;
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, THIRD);
    }

    private void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        @Nullable
        ReadPath path = request.method() == HttpMethod.GET && takesJson(request)
                ? ReadPath.of(request.path(), request.query())
                : null;
        Optional<Rendered> answer = path == null ? Optional.empty() : known(path, request);
        if (path == null || answer.isEmpty()) {
            exchange.next();
            return;
        }
        // for the metrics of requests
        exchange.vertx().getOrCreateContext().putLocal("UrlPathTemplate", path.template());
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                .end(Buffer.buffer(answer.get().answer(request)));
    }

    private Optional<Rendered> known(ReadPath path, HttpServerRequest request) {
        Optional<Caller> caller = callers.with(Scope.THINGS_READ, request.headers());
        try {
            return caller.flatMap(by -> answers.known(by.app(), by.subjectIfAny(), path.asked()));
        } catch (ApiException e) {
            return Optional.empty(); // the route says it
        }
    }

    private static boolean takesJson(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null || accept.equals("*/*") || accept.equals(JSON);
    }
}
