package io.patchbay.server.connect;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Brandings;
import io.patchbay.server.access.Logo;
import io.patchbay.server.access.Open;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The colours and logos of apps. Their addresses change with them, so browsers keep them for ever.
@Path("/connect/assets/looks")
@RunOnVirtualThread
final class LookRoutes {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Brandings brandings;

    LookRoutes(Brandings brandings) {
        this.brandings = brandings;
    }

    @GET
    @Path("/{file}")
    @Open
    @Operation(hidden = true)
    public Response sheet(String file) {
        BrandSheet sheet = BrandSheet.named(file).orElseThrow(() -> ApiException.notFound("file"));
        return Response.ok(sheet.text(), "text/css;charset=UTF-8")
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }

    @GET
    @Path("/{app}/{hash}")
    @Open
    @Operation(hidden = true)
    public Response logo(String app, String hash) {
        Logo logo = brandings
                .logo(new AppId(new PathId(app).or404("file")))
                .filter(found -> found.hash().equals(hash))
                .orElseThrow(() -> ApiException.notFound("file"));
        return Response.ok(logo.content(), logo.type())
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }
}
