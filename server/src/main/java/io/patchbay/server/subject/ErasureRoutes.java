package io.patchbay.server.subject;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/erasures")
@RunOnVirtualThread
@Tag(name = "Subjects")
final class ErasureRoutes {
    private final Erasures erasures;
    private final Caller caller;

    ErasureRoutes(Erasures erasures, Caller caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @Operation(
            summary = "Read the receipt of an erasure",
            description = "It does not name the subject, and is kept as long as the app.")
    @APIResponse(
            responseCode = "200",
            description = "The receipt.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Receipt.class)))
    public Receipt get(@PathParam("id") PathId id) {
        return Receipt.of(erasures.get(caller.app(), id.or404("erasure")));
    }
}
