package io.patchbay.server.console;

import io.patchbay.server.access.Open;
import io.patchbay.server.catalogue.Logos;
import io.patchbay.server.web.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Connectors' logos, at addresses that change with their content.
@Path("/console/assets/logos")
final class LogoRoutes {
    private final Logos logos;

    LogoRoutes(Logos logos) {
        this.logos = logos;
    }

    @GET
    @Path("/{hash}/{type}")
    @Open
    public Response get(String hash, String type) {
        Logos.Logo logo = logos.find(type)
                .filter(found -> found.hash().equals(hash))
                .orElseThrow(() -> ApiException.notFound("logo"));
        return Response.ok(logo.content())
                .header(HttpHeaders.CONTENT_TYPE, logo.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }
}
