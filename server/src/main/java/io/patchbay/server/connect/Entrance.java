package io.patchbay.server.connect;

import io.patchbay.server.access.Opaque;
import io.patchbay.server.link.Comeback;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.SameOrigin;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Lets the browser in to which a link belongs: the first that opens it, known by a key in a cookie that no script can
/// read. One browser has one key for all its links. What only looks at a link on its way to the customer, to show a
/// preview or to scan it, opens nothing: it neither says that it navigates (`Sec-Fetch-Mode` of W3C's Fetch Metadata)
/// nor presses a button.
@Singleton
final class Entrance {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");
    /// Longer than any session lives.
    private static final int DAY = 86_400;

    private final ConnectSessions sessions;
    private final Looks looks;
    private final SameOrigin sameOrigin;
    private final boolean secure;
    private final String path;

    Entrance(ConnectSessions sessions, Looks looks, SameOrigin sameOrigin, Links links) {
        this.sessions = sessions;
        this.looks = looks;
        this.sameOrigin = sameOrigin;
        this.secure = links.root("/").startsWith("https:");
        // the vendor sends the browser to the API's callback, which looks at it, too
        this.path = links.path() + "/";
    }

    /// @param back of the app; empty if nobody knows which
    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ClosedPage(Look look, String title, String text, String back) implements TemplateInstance {}

    /// Before a link is opened, where a browser does not say whether somebody is there.
    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record DoorPage(Look look, String path) implements TemplateInstance {}

    /// A visitor whose link it is.
    ///
    /// @param key of the browser
    record Guest(ConnectSession session, String secret, String key, Look look) {}

    /// A page that is looked at.
    Response enter(String secret, RoutingContext exchange, Function<Guest, Response> page) {
        HttpServerRequest request = exchange.request();
        boolean navigates = "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
        return enter(secret, exchange, navigates && request.method().equals(HttpMethod.GET), page);
    }

    /// Opens a link that no browser has opened yet.
    Response open(String secret, RoutingContext exchange, Function<Guest, Response> page) {
        sameOrigin.check(exchange);
        return enter(secret, exchange, true, page);
    }

    /// @param first whether it may be the browser that opens the link
    private Response enter(String secret, RoutingContext exchange, boolean first, Function<Guest, Response> page) {
        Optional<String> given = Optional.ofNullable(exchange.request().getCookie(Comeback.COOKIE))
                .map(Cookie::getValue)
                .filter(key -> KEY.matcher(key).matches());
        String key = given.orElseGet(Opaque::fresh);
        return switch (sessions.find(secret, key, first)) {
            case ConnectSessions.Found.Here(ConnectSession session) -> {
                Response answer = page.apply(new Guest(session, secret, key, looks.of(session.app())));
                yield given.isPresent()
                        ? answer
                        : Response.fromResponse(answer).cookie(cookie(key)).build();
            }
            case ConnectSessions.Found.Expired(ConnectSession session) ->
                closed(
                        410,
                        looks.of(session.app()),
                        "This link has expired",
                        "Links to this page work for half an hour. Go back to %s and start again there.",
                        session.back(expiredWith(session)).toString());
            case ConnectSessions.Found.Used(ConnectSession session) ->
                closed(
                        409,
                        looks.of(session.app()),
                        "This link was already used",
                        "For your safety it works in one browser only: the one that opened it first. Go on there, or go"
                                + " back to %s and ask for a new link.",
                        "");
            case ConnectSessions.Found.Closed(ConnectSession session) ->
                Response.ok(new DoorPage(looks.of(session.app()), looks.path(secret)).render())
                        .build();
            case ConnectSessions.Found.Unknown _ ->
                closed(
                        404,
                        looks.plain(),
                        "This link does not work",
                        "It may be incomplete, or too old. Go back to the app you came from and start again there.",
                        "");
        };
    }

    /// As [#enter], for what changes something: only from a page of ours.
    Response change(String secret, RoutingContext exchange, Function<Guest, Response> page) {
        sameOrigin.check(exchange);
        return enter(secret, exchange, page);
    }

    private static String expiredWith(ConnectSession session) {
        return session.ended()
                .map(ConnectSession.Ended::outcome)
                .orElse(Outcome.CANCELED)
                .word();
    }

    private static Response closed(int status, Look look, String title, String text, String back) {
        return Response.status(status)
                .entity(new ClosedPage(look, title, text.formatted(look.app()), back).render())
                .build();
    }

    private NewCookie cookie(String key) {
        return new NewCookie.Builder(Comeback.COOKIE)
                .value(key)
                .path(path)
                .maxAge(DAY)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
