package io.patchbay.server.console;

import io.patchbay.server.web.Links;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;

/// What every answer of the console says to the browser, errors included: run only our own scripts and styles, load
/// nothing from elsewhere, stand in no frame, keep no page.
@Singleton
final class Doorway {
    private static final int BEFORE_ROUTES = -1000;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final String root;

    Doorway(Links links) {
        this.root = root(links);
    }

    /// The path of the public address: empty, or `/x` where a proxy serves the service below it.
    static String root(Links links) {
        String path = URI.create(links.root("/")).getRawPath();
        return path.substring(0, path.length() - 1);
    }

    void register(@Observes Router router) {
        router.route("/console*").order(BEFORE_ROUTES).handler(Doorway::protect);
        router.get("/")
                .order(BEFORE_ROUTES)
                .handler(exchange -> exchange.response()
                        .setStatusCode(302)
                        .putHeader(HttpHeaders.LOCATION, root + "/console")
                        .end());
    }

    private static void protect(RoutingContext exchange) {
        MultiMap headers = exchange.response().headers();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (!exchange.normalizedPath().startsWith("/console/assets/")) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        exchange.next();
    }
}
