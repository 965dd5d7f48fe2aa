package io.patchbay.server.webhook;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/webhooks")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks", description = Samples.TOLD)
final class WebhookRoutes {
    private final Webhooks webhooks;
    private final Caller caller;
    private final Links links;
    private final Listing listing;

    WebhookRoutes(Webhooks webhooks, Caller caller, Links links, Listing listing) {
        this.webhooks = webhooks;
        this.caller = caller;
        this.links = links;
        this.listing = listing;
    }

    @POST
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "Create a webhook", description = Samples.CREATE)
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookBody.New.class),
                            examples = @ExampleObject(name = "values of one end customer", value = Samples.NEW)))
    @APIResponse(
            responseCode = "201",
            description = "It is told of what happens from now on. The secret is shown this once.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookView.class),
                            examples = @ExampleObject(name = "made", value = Samples.MADE)))
    public Response create(WebhookBody.New body) {
        WebhookView made = webhooks.create(caller.app(), body);
        return Response.created(URI.create(links.api("/webhooks/" + made.id()).href()))
                .entity(made)
                .build();
    }

    @GET
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "List the webhooks")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WebhookView.class)))
    public Response list(@BeanParam Page page, @Context UriInfo uri) {
        List<Webhook> rows = webhooks.page(caller.app(), page.after(), page.limit() + 1);
        return listing.page(
                uri, page, rows, webhooks::view, webhook -> webhook.id().toString());
    }

    @GET
    @Path("/{id}")
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "Read a webhook", description = "How far it has been told, and what is wrong if something is.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook, without its secret.",
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookView.class),
                            examples = @ExampleObject(name = "disabled", value = Samples.DISABLED)))
    public WebhookView get(@PathParam("id") PathId id) {
        return webhooks.get(caller.app(), id.or404("webhook"));
    }

    @PATCH
    @Path("/{id}")
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "Change a webhook", description = """
                    What is absent stays as it is. `{"status": "ENABLED"}` enables it again after it was disabled: it
                    goes on where it stopped, as far as changes are kept. What failed is tried again at once.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookBody.Changed.class),
                            examples = @ExampleObject(name = "enabled again", value = Samples.ENABLE)))
    @APIResponse(responseCode = "200", description = "The webhook as it is now.")
    public WebhookView change(@PathParam("id") PathId id, WebhookBody.Changed body) {
        return webhooks.change(caller.app(), id.or404("webhook"), body);
    }

    @DELETE
    @Path("/{id}")
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "Delete a webhook")
    @APIResponse(responseCode = "204", description = "Nothing of it is left. A request under way may still arrive.")
    public void delete(@PathParam("id") PathId id) {
        webhooks.delete(caller.app(), id.or404("webhook"));
    }

    @POST
    @Path("/{id}/secret")
    @Needs(Scope.THINGS_READ)
    @Operation(summary = "Give a webhook a new secret", description = """
                    For 24 hours deliveries carry two signatures, of the new secret and of the former one, so that
                    receivers can change over. A rotation within that time ends the oldest at once.""")
    @APIResponse(responseCode = "200", description = "The webhook with its new secret, which is shown this once.")
    public WebhookView rotate(@PathParam("id") PathId id) {
        return webhooks.rotate(caller.app(), id.or404("webhook"));
    }
}
