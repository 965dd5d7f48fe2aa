package io.patchbay.server.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Open;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/connectors")
@RunOnVirtualThread
@Tag(name = "Connector service", description = "For another backend that uses this service for its connectors.")
final class DoorRoutes {
    /// How long whoever forwards is kept waiting.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Doors doors;
    private final Actions actions;
    private final Caller caller;
    private final Links links;

    DoorRoutes(Doors doors, Actions actions, Caller caller, Links links) {
        this.doors = doors;
        this.actions = actions;
        this.caller = caller;
        this.links = links;
    }

    @Schema(name = "ForwardedAction")
    record Forwarded(
            @Schema(required = true, description = "The same id again is the same request.") @Nullable
            String id,

            @Schema(required = true) @Nullable String thingId,
            @Schema(required = true) @Nullable String componentId,
            @Schema(required = true) @Nullable String actionId,
            @Nullable String status,

            @Schema(implementation = Texts.class) @Nullable Map<String, @Nullable JsonNode> parameters) {}

    @Schema(
            name = "ForwardedParameters",
            type = SchemaType.OBJECT,
            additionalProperties = String.class,
            description = "Texts by name.")
    interface Texts {}

    @Schema(name = "PendingAction")
    record Pending(String id, Status status) {}

    @GET
    @Path("/callbackurl")
    @Needs(Scope.CONNECTOR)
    @Operation(
            summary = "Get connector service callback url",
            description =
                    "Register it at a backend that keeps the things which this app's clients made: it then forwards"
                            + " their action requests here. Always the same; keep it secret.")
    @APIResponse(
            responseCode = "200",
            description = "The callback URL.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Href.class),
                            examples = @ExampleObject(name = "the app's", value = Samples.DOOR)))
    public Href callbackUrl() {
        return links.api("/connectors/actions/" + doors.of(caller.app()));
    }

    @POST
    @Path("/actions/{door}")
    @Open
    @Operation(
            summary = "Forward an action request",
            description = "For things that the app's connector clients made. The URL itself is the permission.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Forwarded.class),
                            examples = @ExampleObject(name = "a set point", value = Samples.FORWARDED)))
    @APIResponse(responseCode = "204", description = "It is COMPLETED.")
    @APIResponse(
            responseCode = "202",
            description = "Not within five seconds; forward the same id again to hear what came of it.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Pending.class),
                            examples = @ExampleObject(name = "pending", value = Samples.PENDING)))
    @APIResponse(responseCode = "400", description = "The parameters are bad, or the action has FAILED.")
    @APIResponse(responseCode = "409", description = "The id was used for another request.")
    public Response forward(@PathParam("door") String door, Forwarded body) throws InterruptedException {
        Request request = actions.ask(asked(doors.behind(door), body));
        Request now = actions.await(request, PATIENCE);
        return switch (now.status()) {
            case COMPLETED -> Response.noContent().build();
            case PENDING ->
                Response.accepted(new Pending(String.valueOf(body.id()), Status.PENDING))
                        .build();
            case FAILED -> throw ApiException.badRequest("The action failed: " + now.error());
            case CANCELED -> throw ApiException.badRequest("The action was canceled.");
        };
    }

    private static Asked asked(AppId app, Forwarded body) {
        List<Problem> problems = new ArrayList<>();
        String id = given("id", body.id(), problems);
        String thing = given("thingId", body.thingId(), problems);
        String component = given("componentId", body.componentId(), problems);
        String action = given("actionId", body.actionId(), problems);
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
        return new Asked(
                app,
                Optional.empty(),
                new PathId(thing).or404("thing"),
                component,
                action,
                body.parameters() == null ? Map.of() : body.parameters(),
                Timeouts.PRESET,
                Optional.of(IdempotencyKey.forwarded(id)),
                true);
    }

    private static String given(String field, @Nullable String value, List<Problem> problems) {
        if (value == null) {
            problems.add(new Problem(field, "is missing"));
            return "";
        }
        return value;
    }
}
