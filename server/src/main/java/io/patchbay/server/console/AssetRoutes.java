package io.patchbay.server.console;

import io.patchbay.server.access.Open;
import io.patchbay.server.web.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Files whose address changes with their content: a browser asks for each once.
@Path("/console/assets")
final class AssetRoutes {
    private final Assets assets;

    AssetRoutes(Assets assets) {
        this.assets = assets;
    }

    @GET
    @Path("/{hash}/{name}")
    @Open
    public Response get(String hash, String name, @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String takes) {
        Assets.Asset asset = assets.find(name)
                .filter(found -> found.hash().equals(hash))
                .orElseThrow(() -> ApiException.notFound("file"));
        Response.ResponseBuilder answer = Response.ok()
                .header(HttpHeaders.CONTENT_TYPE, asset.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return takes != null && takes.contains("gzip")
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .entity(asset.packed())
                        .build()
                : answer.entity(asset.content()).build();
    }
}
