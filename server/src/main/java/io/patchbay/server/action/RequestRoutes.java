package io.patchbay.server.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/things/{thing}/components/{component}/actions")
@RunOnVirtualThread
@Tag(name = "Actions", description = "What apps ask of things, and what came of it.")
final class RequestRoutes {
    private final Actions actions;
    private final Caller caller;
    private final Links links;

    RequestRoutes(Actions actions, Caller caller, Links links) {
        this.actions = actions;
        this.caller = caller;
        this.links = links;
    }

    /// @param error if it has failed at once
    @Schema(name = "MadeAction")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Made(
            UUID id,
            Status status,
            Instant deadline,

            @Schema(description = "If it FAILED at once.") @Nullable
            String error) {}

    @POST
    @Path("/{action}")
    @Needs(Scope.THINGS_ACTION)
    @ForSubject(required = false)
    @Operation(
            summary = "Request an action",
            description = "Answers as soon as the request is stored; `GET /api/v1/actions/{id}` tells what came of it."
                    + " A thing that a connector made is acted on by its connector client; for a thing that the app made"
                    + " the app's registered callback is called. A thing that is UNAVAILABLE is still tried.")
    @RequestBody(
            description = "The action's parameters by name: texts, or numbers, true and false without quotes.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT, additionalProperties = String.class),
                            examples = @ExampleObject(name = "switch a lamp on", value = Samples.PARAMETERS)))
    @APIResponse(
            responseCode = "201",
            description = "The request is stored, and PENDING until its deadline at most.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Made.class),
                            examples = @ExampleObject(name = "made", value = Samples.MADE)))
    @APIResponse(responseCode = "409", description = "The idempotency key was used for another request.")
    public Response create(
            @PathParam("thing") PathId thing,
            @PathParam("component") String component,
            @PathParam("action") String action,
            @Parameter(
                            description = "Seconds until the deadline.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "300",
                                            defaultValue = "30"))
                    @QueryParam("timeout")
                    @Nullable
                    String timeout,
            @Parameter(
                            description = "For 24 hours, the same request with the same key is made once and gets the"
                                    + " first answer again; up to 255 characters.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key,
            Map<String, @Nullable JsonNode> body) {
        Request made = actions.ask(new Asked(
                        caller.app(),
                        caller.subjectIfAny(),
                        thing.or404("thing"),
                        component,
                        action,
                        body,
                        Timeouts.of(timeout),
                        IdempotencyKey.header(key),
                        false))
                .asMade();
        return Response.created(URI.create(links.api("/actions/" + made.id()).href()))
                .entity(new Made(made.id(), made.status(), made.deadline(), made.error()))
                .build();
    }
}
