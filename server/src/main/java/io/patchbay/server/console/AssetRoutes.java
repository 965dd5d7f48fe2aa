package io.patchbay.server.console;

import io.patchbay.server.access.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Files whose address changes with their content.
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
        return assets.answer(hash, name, takes);
    }
}
