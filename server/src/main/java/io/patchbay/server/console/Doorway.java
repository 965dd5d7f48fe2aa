package io.patchbay.server.console;

import io.patchbay.server.web.Links;
import io.patchbay.server.web.PagePolicy;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;

/// Puts the console below the strict policy of pages, and leads there from the service's root.
@Singleton
final class Doorway {
    private static final int BEFORE_ROUTES = -1000;
    private static final PagePolicy POLICY = new PagePolicy("/console", true);
    private static final String POLICY_HEADER = "Content-Security-Policy";

    private final String root;

    Doorway(Links links) {
        this.root = links.path();
    }

    void register(@Observes Router router) {
        POLICY.register(router);
        router.route("/console/api").order(BEFORE_ROUTES + 1).handler(Doorway::allowPicturesInSheet);
        router.get("/")
                .order(BEFORE_ROUTES)
                .handler(exchange -> exchange.response()
                        .setStatusCode(302)
                        .putHeader(HttpHeaders.LOCATION, root + "/console")
                        .end());
    }

    /// Swagger UI's sheet has the pictures of its buttons in itself.
    private static void allowPicturesInSheet(RoutingContext exchange) {
        MultiMap headers = exchange.response().headers();
        String strict = Objects.requireNonNull(headers.get(POLICY_HEADER));
        headers.set(POLICY_HEADER, strict.replace("img-src 'self'", "img-src 'self' data:"));
        exchange.next();
    }
}
