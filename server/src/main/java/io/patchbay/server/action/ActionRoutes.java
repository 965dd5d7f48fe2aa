package io.patchbay.server.action;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/actions")
@RunOnVirtualThread
@Tag(name = "Actions", description = "What apps ask of things, and what came of it.")
final class ActionRoutes {
    private static final int LONGEST = 1000;

    private final Actions actions;
    private final Caller caller;

    ActionRoutes(Actions actions, Caller caller) {
        this.actions = actions;
        this.caller = caller;
    }

    @Schema(name = "ActionEnd")
    record End(
            @Schema(required = true, description = "COMPLETED or FAILED.") @Nullable
            Status status,

            @Schema(description = "Why it FAILED, in words.", maxLength = LONGEST) @Nullable
            String error) {}

    @GET
    @Path("/{id}")
    @Needs(Scope.THINGS_ACTION)
    @ForSubject(required = false)
    @Operation(summary = "Read a request of an action", description = "Requests are kept for 90 days.")
    @APIResponse(
            responseCode = "200",
            description = "The request, and what came of it.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ActionView.class),
                            examples = @ExampleObject(name = "done", value = Samples.ACTION)))
    public ActionView get(@PathParam("id") PathId id) {
        return ActionView.of(actions.get(caller.app(), caller.subjectIfAny(), id(id)));
    }

    @DELETE
    @Path("/{id}")
    @Needs(Scope.THINGS_ACTION)
    @ForSubject(required = false)
    @Operation(
            summary = "Cancel a pending action",
            description = "Breaks off the call that is under way. Whoever was called may have acted already.")
    @APIResponse(responseCode = "204", description = "It is CANCELED.")
    @APIResponse(responseCode = "409", description = "It is not PENDING any more.")
    public void cancel(@PathParam("id") PathId id) {
        actions.cancel(caller.app(), caller.subjectIfAny(), id(id));
    }

    @PUT
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(
            summary = "Finish a pending action",
            description = "For an app whose callback has answered 202, when it knows what came of it. Only for things"
                    + " that the app itself made.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = End.class),
                            examples = {
                                @ExampleObject(name = "done", value = "{\"status\": \"COMPLETED\"}"),
                                @ExampleObject(
                                        name = "failed",
                                        value = "{\"status\": \"FAILED\", \"error\": \"The lamp is off the mains.\"}")
                            }))
    @APIResponse(responseCode = "204", description = "It is finished.")
    @APIResponse(responseCode = "409", description = "It is not PENDING any more, or a connector carries it out.")
    public void finish(@PathParam("id") PathId id, End body) {
        UUID request = id(id);
        List<Problem> problems = new ArrayList<>();
        Status status = body.status();
        if (status != Status.COMPLETED && status != Status.FAILED) {
            problems.add(new Problem("status", "must be COMPLETED or FAILED"));
        }
        String error = body.error();
        if (error != null && status == Status.COMPLETED) {
            problems.add(new Problem("error", "goes with FAILED only"));
        }
        if (error != null && error.length() > LONGEST) {
            problems.add(new Problem("error", "is longer than " + LONGEST + " characters"));
        }
        if (error != null && error.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem("error", "contains control characters"));
        }
        if (status == null || !problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
        actions.finish(caller.app(), caller.subjectIfAny(), request, status, error);
    }

    private static UUID id(PathId id) {
        return id.or404("action request");
    }
}
