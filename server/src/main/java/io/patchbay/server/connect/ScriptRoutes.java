package io.patchbay.server.connect;

import io.patchbay.server.access.Open;
import io.patchbay.server.web.AssetFiles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The script for the pages of apps, which opens a session in a window of its own. Its address stands in them, so it
/// stays the same while the script may change.
@Path("/connect.js")
final class ScriptRoutes {
    private static final String NAME = "connect.js";

    private final AssetFiles files = new AssetFiles();

    ScriptRoutes() {
        files.add(NAME, "connect/", AssetFiles.SCRIPT);
    }

    @GET
    @Open
    @Operation(hidden = true)
    public Response get(
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String takes,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String has) {
        return Response.fromResponse(files.current(NAME, takes, has))
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
