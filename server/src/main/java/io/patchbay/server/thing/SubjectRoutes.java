package io.patchbay.server.thing;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/subjects")
@RunOnVirtualThread
@Tag(name = "Subjects", description = "The end customers, by the names that the app gave them.")
final class SubjectRoutes {
    private static final String JSON = "application/json";

    private final ThingReads reads;
    private final Views views;
    private final Links links;
    private final Caller caller;
    private final Listing listing;

    SubjectRoutes(ThingReads reads, Views views, Links links, Caller caller, Listing listing) {
        this.reads = reads;
        this.views = views;
        this.links = links;
        this.caller = caller;
        this.listing = listing;
    }

    /// @param things  as `clients`: to be followed with the subject in header `X-External-Subject-Id`
    @Schema(
            name = "Subject",
            requiredProperties = {"id", "things", "clients"})
    record Subject(@Schema(examples = "anna") String id, Href things, Href clients) {}

    @Schema(anyOf = {Href.class, Subject.class})
    interface SubjectOrLink {}

    @GET
    @Needs(Scope.SUBJECTS_READ)
    @Operation(
            summary = "List the subjects",
            description = "All that the app ever created a resource for, as links or with `expand=true` as they are.")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = SubjectOrLink.class),
                            examples =
                                    @ExampleObject(
                                            name = "links",
                                            value = "[{\"href\": \"http://localhost:8080/api/v1/subjects/anna\"}]")))
    public Response list(
            @BeanParam Page page, @QueryParam("expand") @DefaultValue("false") boolean expand, @Context UriInfo uri) {
        String after = page.cursor();
        if (after != null && !Scalars.storable(after)) {
            throw ApiException.badRequest("cursor must be what the link to the next page says.");
        }
        return listing.page(
                uri,
                page,
                reads.subjects(caller.app(), after, page.limit() + 1),
                subject -> expand ? shown(subject) : views.subjectLink(subject),
                Function.identity());
    }

    @GET
    @Path("/{id:.+}") // a subject's name may have slashes
    @Needs(Scope.SUBJECTS_READ)
    @Operation(
            summary = "Read a subject",
            description = "Follow its links with the subject in header `X-External-Subject-Id`.")
    @APIResponse(
            responseCode = "200",
            description = "Where its things and clients are listed.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = Subject.class),
                            examples = @ExampleObject(name = "anna", value = Samples.SUBJECT)))
    public Subject get(@PathParam("id") String id) {
        if (!reads.subjectKnown(caller.app(), id)) {
            throw ApiException.notFound("subject");
        }
        return shown(id);
    }

    private Subject shown(String id) {
        return new Subject(id, links.api("/things"), links.api("/connectors/clients"));
    }
}
