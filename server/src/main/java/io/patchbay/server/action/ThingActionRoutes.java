package io.patchbay.server.action;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/things/{thing}/actions")
@RunOnVirtualThread
@Tag(name = "Actions", description = "What apps ask of things, and what came of it.")
final class ThingActionRoutes {
    private final Actions actions;
    private final Caller caller;
    private final Links links;
    private final Listing listing;

    ThingActionRoutes(Actions actions, Caller caller, Links links, Listing listing) {
        this.actions = actions;
        this.caller = caller;
        this.links = links;
        this.listing = listing;
    }

    @Schema(anyOf = {Href.class, ActionView.class})
    interface ActionOrLink {}

    @GET
    @Needs(Scope.THINGS_ACTION)
    @ForSubject(required = false)
    @Operation(
            summary = "List what was asked of a thing",
            description = "The newest first, of the last 90 days: as links, or with `expand=true` as they are.")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ActionOrLink.class),
                            examples = @ExampleObject(name = "links", value = Samples.LINKS)))
    public Response list(
            @PathParam("thing") PathId thing,
            @BeanParam Page page,
            @QueryParam("expand") @DefaultValue("false") boolean expand,
            @Context UriInfo uri) {
        List<Request> requests = actions.ofThing(
                caller.app(), caller.subjectIfAny(), thing.or404("thing"), page.after(), page.limit() + 1);
        return listing.page(
                uri,
                page,
                requests,
                request -> expand ? ActionView.of(request) : links.api("/actions/" + request.id()),
                request -> request.id().toString());
    }
}
