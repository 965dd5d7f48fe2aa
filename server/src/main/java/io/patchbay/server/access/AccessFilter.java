package io.patchbay.server.access;

import io.patchbay.server.web.ApiException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets a request pass to its route if its token has the scopes that the route [Needs]. A route that says neither what
/// it needs nor that it is [Open] answers nobody.
final class AccessFilter {
    private static final String BEARER = "Bearer";
    private static final String CHALLENGE = BEARER + " realm=\"patchbay\"";

    private final Tokens tokens;
    private final TokenCaller caller;

    AccessFilter(Tokens tokens, TokenCaller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void check(ResourceInfo resource, RoutingContext exchange) {
        Method route = resource.getResourceMethod();
        if (route.isAnnotationPresent(Open.class)) {
            return;
        }
        Needs needs = route.getAnnotation(Needs.class);
        if (needs == null) {
            throw new IllegalStateException(route + " says neither @Needs nor @Open");
        }
        check(needs.value(), exchange);
    }

    private void check(Scope[] scopes, RoutingContext exchange) {
        MultiMap headers = exchange.request().headers();
        List<String> given = headers.getAll(HttpHeaders.AUTHORIZATION);
        if (given.isEmpty()) {
            challenge(exchange, "");
            throw ApiException.unauthorized("Send a token in the header Authorization: Bearer <token>.");
        }
        Optional<Token> token = given.size() == 1 ? token(given.getFirst()).flatMap(tokens::find) : Optional.empty();
        if (token.isEmpty()) {
            challenge(exchange, ", error=\"invalid_token\"");
            throw ApiException.unauthorized("The token is unknown, revoked or expired: get a new one.");
        }
        List<Scope> needed = List.of(scopes);
        if (!token.get().scopes().containsAll(needed)) {
            String wire = needed.stream().map(Scope::wire).collect(Collectors.joining(" "));
            challenge(exchange, ", error=\"insufficient_scope\", scope=\"" + wire + "\"");
            throw ApiException.forbidden("This needs a token with scope " + wire + ".");
        }
        caller.recognized(token.get().holder(), headers.getAll(TokenCaller.SUBJECT));
    }

    /// The token of `Authorization: Bearer x`, in any case (RFC 9110), or of `Authorization: x`, as old clients of the
    /// platform send it; empty for other schemes.
    static Optional<String> token(String authorization) {
        String[] parts = authorization.strip().split("\\s+", 2);
        if (parts.length == 1) {
            return Optional.of(parts[0]);
        }
        return parts[0].equalsIgnoreCase(BEARER) ? Optional.of(parts[1]) : Optional.empty();
    }

    /// RFC 6750, section 3.
    private static void challenge(RoutingContext exchange, String why) {
        exchange.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + why);
    }
}
