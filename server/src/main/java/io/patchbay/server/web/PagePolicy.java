package io.patchbay.server.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// What every answer of our pages says to the browser, errors included: run only our own scripts and styles, load
/// nothing from elsewhere, stand in no frame, keep no page. Files, below `assets/`, say themselves how long to keep
/// them.
///
/// Forms go to us only. In Chromium that holds for where their answer leads, too: a form that ends at a vendor is
/// answered with a page, which then leads there.
///
/// @param path  of the pages, starting with `/`
/// @param alone whether no other window may reach into a page, nor be reached by it; not for pages that tell their
///     opener how they ended
public record PagePolicy(String path, boolean alone) {
    private static final int BEFORE_ROUTES = -1000;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// Once, while the service starts.
    public void register(Router router) {
        router.route(path).order(BEFORE_ROUTES).handler(this::protect);
        router.route(path + "/*").order(BEFORE_ROUTES).handler(this::protect);
    }

    private void protect(RoutingContext exchange) {
        MultiMap headers = exchange.response().headers();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        if (alone) {
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
        }
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (!exchange.normalizedPath().startsWith(path + "/assets/")) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        exchange.next();
    }
}
