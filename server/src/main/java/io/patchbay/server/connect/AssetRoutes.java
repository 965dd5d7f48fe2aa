package io.patchbay.server.connect;

import io.patchbay.server.access.Open;
import io.patchbay.server.catalogue.Logos;
import io.patchbay.server.web.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Files and logos, whose addresses change with their content or with the program.
@Path("/connect/assets")
final class AssetRoutes {
    private final Assets assets;
    private final Logos logos;

    AssetRoutes(Assets assets, Logos logos) {
        this.assets = assets;
        this.logos = logos;
    }

    @GET
    @Path("/{hash}/{name}")
    @Open
    @Operation(hidden = true)
    public Response get(String hash, String name, @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String takes) {
        return assets.answer(hash, name, takes);
    }

    @GET
    @Path("/logos/of/{type}")
    @Open
    @Operation(hidden = true)
    public Response logo(String type) {
        Logos.Logo logo = logos.find(type).orElseThrow(() -> ApiException.notFound("logo"));
        return Response.ok(logo.content())
                .header(HttpHeaders.CONTENT_TYPE, logo.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=86400")
                .build();
    }
}
