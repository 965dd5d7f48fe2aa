package io.patchbay.server.access;

import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Errors;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers reads of what is in memory, and takes writes that need nothing but to become durable, where requests come
/// in, on the event loop: half the cost of the way to a route. Whatever is not quite ordinary takes that way, which
/// answers the same: a token or a row that must be looked up, an unusual header, an escaped path, a long body.
final class Shortcut {
    /// After the request has its id, and before it is routed.
    private static final int THIRD = 800;

    private static final String JSON = "application/json";
    private static final String TYPE = "application/json;charset=UTF-8";

    /// Bytes of a body; so much may wait for each place that a room has.
    private static final int SHORT = 4096;

    private final Tokens tokens;
    private final List<HotReads> reads;
    private final List<HotWrites> writes;
    private final Errors errors;

    Shortcut(Tokens tokens, @All List<HotReads> reads, @All List<HotWrites> writes, Errors errors) {
        this.tokens = tokens;
        this.reads = List.copyOf(reads);
        this.writes = List.copyOf(writes);
        this.errors = errors;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, THIRD);
    }

    private void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.method() == HttpMethod.GET && takesJson(request)) {
            find(request, reads, HotReads::find).ifPresentOrElse(hot -> answer(exchange, hot), exchange::next);
        } else if (request.method() == HttpMethod.PUT && bringsShortJson(request)) {
            find(request, writes, HotWrites::find).ifPresentOrElse(hot -> write(exchange, hot), exchange::next);
        } else {
            exchange.next();
        }
    }

    private static void answer(RoutingContext exchange, HotReads.Hot hot) {
        named(exchange, hot.template());
        exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                .end(Buffer.buffer(hot.body().apply(exchange.request())));
    }

    private void write(RoutingContext exchange, HotWrites.Hot hot) {
        Context loop = named(exchange, hot.template());
        HttpServerRequest request = exchange.request();
        // if it fails the caller has gone
        request.body()
                .onSuccess(body -> begin(hot, body.getBytes())
                        .whenComplete((_, problem) -> loop.runOnContext(_ -> end(exchange, problem))));
        request.resume(); // it was paused for whoever might read it later
    }

    private static CompletionStage<Void> begin(HotWrites.Hot hot, byte[] body) {
        try {
            return hot.write().apply(body);
        } catch (ApiException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void end(RoutingContext exchange, @Nullable Throwable problem) {
        switch (problem instanceof CompletionException e ? e.getCause() : problem) {
            case null -> exchange.response().end();
            case ApiException refused -> errors.send(refused, exchange);
            case Throwable other -> exchange.fail(other);
        }
    }

    private static Context named(RoutingContext exchange, String template) {
        Context loop = exchange.vertx().getOrCreateContext();
        loop.putLocal("UrlPathTemplate", template);
        return loop;
    }

    /// What a room says of a path and its query.
    private interface Finding<R, H> {
        Optional<H> find(R room, String path, @Nullable String query, Function<Scope, Optional<Caller>> callers);
    }

    private <R, H> Optional<H> find(HttpServerRequest request, List<R> rooms, Finding<R, H> finding) {
        String path = request.path();
        if (path == null) {
            return Optional.empty();
        }
        try {
            for (R room : rooms) {
                Optional<H> hot = finding.find(room, path, request.query(), scope -> caller(request, scope));
                if (hot.isPresent()) {
                    return hot;
                }
            }
        } catch (ApiException e) {
            return Optional.empty(); // the route says it
        }
        return Optional.empty();
    }

    private Optional<Caller> caller(HttpServerRequest request, Scope needed) {
        List<String> given = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return given.size() == 1
                ? AccessFilter.token(given.getFirst())
                        .flatMap(tokens::remembered)
                        .filter(token -> token.scopes().contains(needed))
                        .map(token -> new TokenCaller(
                                token.holder(), request.headers().getAll(TokenCaller.SUBJECT)))
                : Optional.empty();
    }

    private static boolean takesJson(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null || accept.equals("*/*") || accept.equals(JSON);
    }

    private static boolean bringsShortJson(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return JSON.equals(request.getHeader(HttpHeaders.CONTENT_TYPE))
                && length != null
                && isShort(length)
                && !request.headers().contains(HttpHeaders.EXPECT);
    }

    private static boolean isShort(String length) {
        try {
            int bytes = Integer.parseInt(length);
            return bytes > 0 && bytes <= SHORT;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
