package io.patchbay.server.subject;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Links;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Beside the routes of room `thing` that list and read subjects.
@Path("/api/v1/subjects")
@RunOnVirtualThread
@Tag(name = "Subjects")
final class WholeSubjectRoutes {
    private static final String LINES = "application/x-ndjson";

    private final Erasures erasures;
    private final Export export;
    private final Links links;
    private final Caller caller;

    WholeSubjectRoutes(Erasures erasures, Export export, Links links, Caller caller) {
        this.erasures = erasures;
        this.export = export;
        this.links = links;
        this.caller = caller;
    }

    @DELETE
    @Path("/{id:.+}") // a subject's name may have slashes
    @Produces(MediaType.APPLICATION_JSON)
    @Needs(Scope.CONNECTOR)
    @Operation(summary = "Erase a subject", description = """
                    Stops and removes its clients, revokes their grants at the vendors that offer it, and removes its
                    things with their values and history, and what was asked of them. That goes on whatever happens to
                    the service; the receipt at `Location` tells when it is `DONE`. Until then a second `DELETE` finds
                    the same receipt, and nothing new can be made for the subject (409). Afterwards the name is unknown
                    and may be used anew.""")
    @APIResponse(
            responseCode = "202",
            description = "It is being erased.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Receipt.class)))
    public Response erase(@PathParam("id") String id) {
        Erasure erasure = erasures.begin(caller.app(), id);
        return Response.accepted(Receipt.of(erasure))
                .location(URI.create(links.api("/erasures/" + erasure.id()).href()))
                .build();
    }

    @GET
    @Path("/{id:.+}/export")
    @Produces(LINES)
    @Needs({Scope.SUBJECTS_READ, Scope.THINGS_READ})
    @Operation(summary = "Export a subject", description = """
                    All that is stored of it as JSON Lines: the subject, its clients (without tokens, secrets masked),
                    its things with their values, the changes of its things, and what was asked of them. Each line
                    carries the `cursor` to go on with after a broken connection; the last line says
                    `{"type":"end"}`. In the name of a subject that itself ends in `/export`, write that slash as
                    `%2F`.""")
    @APIResponse(
            responseCode = "200",
            description = "One JSON object per line.",
            content =
                    @Content(
                            mediaType = LINES,
                            schema = @Schema(implementation = Line.class),
                            examples =
                                    @ExampleObject(
                                            name = "the first line",
                                            value =
                                                    "{\"type\":\"subject\",\"cursor\":\"subject.0\",\"data\":{\"id\":\"anna\"}}")))
    public Response export(
            @PathParam("id") String id,
            @QueryParam("cursor") @Parameter(description = "Of the last line that was received.") @Nullable
                    String cursor) {
        Cursor from = Cursor.parse(cursor);
        AppId app = caller.app(); // the caller is gone when the lines are written
        if (!export.isKnown(app, id)) {
            throw ApiException.notFound("subject");
        }
        StreamingOutput lines = out -> export.write(out, app, id, from);
        return Response.ok(lines, LINES).build();
    }
}
