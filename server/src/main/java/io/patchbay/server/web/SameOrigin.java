package io.patchbay.server.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;

/// Whether a request was made by a page of ours, as far as the browser says. Programs say nothing; they have no cookie
/// that somebody could abuse.
@Singleton
public final class SameOrigin {
    private final String ours;

    SameOrigin(Links links) {
        URI base = URI.create(links.root("/"));
        this.ours = base.getScheme() + "://" + base.getRawAuthority();
    }

    /// @throws ApiException 403 if another site made the request
    public void check(RoutingContext exchange) {
        String site = exchange.request().getHeader("Sec-Fetch-Site");
        String origin = exchange.request().getHeader("Origin");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign || (origin != null && !isOurs(origin, exchange))) {
            throw ApiException.forbidden("The request comes from another site.");
        }
    }

    /// By the public address, or by the one under which the browser has reached us.
    private boolean isOurs(String origin, RoutingContext exchange) {
        String host = exchange.request().getHeader("Host");
        return origin.equals(ours)
                || (host != null && origin.replaceFirst("^https?://", "").equals(host));
    }
}
