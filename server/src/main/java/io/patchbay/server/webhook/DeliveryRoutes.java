package io.patchbay.server.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/webhooks/{id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
final class DeliveryRoutes {
    private final Webhooks webhooks;
    private final Caller caller;
    private final Listing listing;

    DeliveryRoutes(Webhooks webhooks, Caller caller, Listing listing) {
        this.webhooks = webhooks;
        this.caller = caller;
        this.listing = listing;
    }

    @Schema(name = "Replay")
    record Replay(
            @Schema(
                    required = true,
                    anyOf = {Long.class, String.class},
                    description = "A position of the change log, or a time.",
                    examples = "4711")
            @Nullable
            JsonNode from) {}

    @GET
    @Path("/deliveries")
    @Needs(Scope.THINGS_READ)
    @Operation(
            summary = "List the last deliveries of a webhook",
            description = "The newest first. The last thousand are kept, for seven days.")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DeliveryView.class),
                            examples = @ExampleObject(name = "one that fails", value = Samples.DELIVERIES)))
    public Response deliveries(@PathParam("id") PathId id, @BeanParam Page page, @Context UriInfo uri) {
        List<DeliveryStore.Delivery> rows =
                webhooks.deliveries(caller.app(), id.or404("webhook"), before(page), page.limit() + 1);
        return listing.page(uri, page, rows, DeliveryView::of, delivery -> String.valueOf(delivery.number()));
    }

    @POST
    @Path("/test")
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "Send a test to a webhook", description = """
                    Sends `{"type":"webhook.test","timestamp","data":{}}` once, signed like all deliveries, whatever
                    the webhook's status and types are, and waits for the answer.""")
    @APIResponse(
            responseCode = "200",
            description = "What came of it.",
            content =
                    @Content(
                            schema = @Schema(implementation = DeliveryView.class),
                            examples = @ExampleObject(name = "delivered", value = Samples.TESTED)))
    public DeliveryView test(@PathParam("id") PathId id) {
        return DeliveryView.of(webhooks.test(caller.app(), id.or404("webhook")));
    }

    @POST
    @Path("/replay")
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "Deliver again", description = """
                    Everything that matches the webhook and came at `from`, a position, or later; with a time, what
                    was received then or a little earlier, and later. What is not kept any more is not delivered. A
                    later position than the webhook's leaves out what is in between. Messages have the ids that they
                    had.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = Replay.class),
                            examples = @ExampleObject(name = "from a time", value = Samples.REPLAY)))
    @APIResponse(
            responseCode = "202",
            description = "The webhook, which is told again; if it is disabled, as soon as it is enabled.",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response replay(@PathParam("id") PathId id, Replay body) {
        WebhookView webhook = webhooks.replay(caller.app(), id.or404("webhook"), ReplayFrom.of(body.from()));
        return Response.accepted(webhook).build();
    }

    private static @Nullable Long before(Page page) {
        String cursor = page.cursor();
        try {
            return cursor == null ? null : Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("cursor must be one that a Link header of this list gave.");
        }
    }
}
