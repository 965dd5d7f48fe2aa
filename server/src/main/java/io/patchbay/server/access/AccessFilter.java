package io.patchbay.server.access;

import io.patchbay.server.web.ApiException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets a request pass to its route if its token has the scopes that the route [Needs]. A route that says neither what
/// it needs nor that it is [Open] or for those who are [SignedIn] answers nobody.
final class AccessFilter {
    private static final String BEARER = "Bearer";
    private static final String CHALLENGE = BEARER + " realm=\"patchbay\"";

    private final Tokens tokens;
    private final TokenCaller caller;
    private final Map<Method, Optional<Set<Scope>>> needed = new ConcurrentHashMap<>();

    AccessFilter(Tokens tokens, TokenCaller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void check(ResourceInfo resource, RoutingContext exchange) {
        Method route = resource.getResourceMethod();
        Optional<Set<Scope>> scopes = needed.get(route);
        if (scopes == null) {
            scopes = needed.computeIfAbsent(route, AccessFilter::needed);
        }
        scopes.ifPresent(all -> check(all, exchange));
    }

    /// Empty for a route that is open, or is left to the sessions of browsers.
    private static Optional<Set<Scope>> needed(Method route) {
        if (route.isAnnotationPresent(Open.class) || route.isAnnotationPresent(SignedIn.class)) {
            return Optional.empty();
        }
        Needs needs = route.getAnnotation(Needs.class);
        if (needs == null) {
            throw new IllegalStateException(route + " says neither @Needs, @SignedIn nor @Open");
        }
        return Optional.of(Collections.unmodifiableSet(new LinkedHashSet<>(List.of(needs.value()))));
    }

    private void check(Set<Scope> needed, RoutingContext exchange) {
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
        String given = authorization.strip();
        int scheme = 0;
        while (scheme < given.length() && !Character.isWhitespace(given.charAt(scheme))) {
            scheme++;
        }
        if (scheme == given.length()) {
            return Optional.of(given);
        }
        return given.substring(0, scheme).equalsIgnoreCase(BEARER)
                ? Optional.of(given.substring(scheme).stripLeading())
                : Optional.empty();
    }

    /// RFC 6750, section 3.
    private static void challenge(RoutingContext exchange, String why) {
        exchange.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + why);
    }
}
