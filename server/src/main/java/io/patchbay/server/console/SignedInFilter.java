package io.patchbay.server.console;

import io.patchbay.server.access.Sessions;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.SameOrigin;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Lets a browser pass whose session is good; others are asked to log in. What changes something must come from a page
/// of ours, and bring the session's CSRF token.
final class SignedInFilter {
    static final String FIELD = "csrf";
    static final String HEADER = "X-CSRF-Token";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Sessions sessions;
    private final Visitor visitor;
    private final Shell shell;
    private final SameOrigin sameOrigin;

    SignedInFilter(Sessions sessions, Visitor visitor, Shell shell, SameOrigin sameOrigin) {
        this.sessions = sessions;
        this.visitor = visitor;
        this.shell = shell;
        this.sameOrigin = sameOrigin;
    }

    @SignedIn
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION + 1)
    @WithFormRead
    Optional<Response> check(ResteasyReactiveContainerRequestContext request, RoutingContext exchange) {
        HttpMethod method = exchange.request().method();
        boolean safe = SAFE.contains(method);
        if (!safe) {
            sameOrigin.check(exchange);
        }
        if (!sessions.recognize(exchange)) {
            return Optional.of(shell.login(exchange, safe));
        }
        if (!safe && !equal(visitor.csrf(), given(request, exchange))) {
            throw ApiException.forbidden("This form is out of date: go back, load the page again and repeat it.");
        }
        return Optional.empty();
    }

    private static String given(ResteasyReactiveContainerRequestContext request, RoutingContext exchange) {
        String header = exchange.request().getHeader(HEADER);
        if (header != null) {
            return header;
        }
        var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        return context.getFormParameter(FIELD, true, false) instanceof String field ? field : "";
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
