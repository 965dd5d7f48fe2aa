package io.patchbay.server.thing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.patchbay.thing.Availability;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/things")
@RunOnVirtualThread
@Tag(name = "Things", description = "Devices and services of end customers, with their components and properties.")
final class ThingRoutes {
    private static final String JSON = "application/json";

    private final Things things;
    private final ThingReads reads;
    private final ThingAnswers answers;
    private final Writer writer;
    private final Views views;
    private final Caller caller;
    private final Listing listing;

    ThingRoutes(
            Things things,
            ThingReads reads,
            ThingAnswers answers,
            Writer writer,
            Views views,
            Caller caller,
            Listing listing) {
        this.things = things;
        this.reads = reads;
        this.answers = answers;
        this.writer = writer;
        this.views = views;
        this.caller = caller;
        this.listing = listing;
    }

    @Schema(name = "MadeThing")
    record Made(@JsonProperty("Id") UUID id) {}

    @Schema(anyOf = {Href.class, ThingView.class})
    interface ThingOrLink {}

    record StatusBody(@Schema(required = true) @Nullable Availability status) {}

    @POST
    @Needs(Scope.CONNECTOR)
    @ForSubject
    @Operation(
            summary = "Create a thing",
            description = "One that the app itself looks after. An id in the body is ignored.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = ThingBody.class),
                            examples = @ExampleObject(name = "a lamp", value = Samples.LAMP)))
    @APIResponse(
            responseCode = "201",
            description = "The thing's id.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = Made.class),
                            examples = @ExampleObject(name = "made", value = Samples.MADE)))
    public Response create(ThingBody body) {
        String subject = caller.subject();
        UUID id = things.create(caller.app(), subject, ThingCheck.check(body));
        return Response.created(URI.create(views.thingLink(id).href()))
                .entity(new Made(id))
                .build();
    }

    @GET
    @Needs(Scope.THINGS_READ)
    @ForSubject
    @Operation(
            summary = "List the subject's things",
            description = "As links, or with `expand=true` as the things themselves with all that is below them.")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ThingOrLink.class),
                            examples = @ExampleObject(name = "links", value = Samples.THING_LINKS)))
    public Response list(
            @BeanParam Page page, @QueryParam("expand") @DefaultValue("false") boolean expand, @Context UriInfo uri) {
        String subject = caller.subject();
        UUID after = after(page);
        int rows = page.limit() + 1;
        return expand
                ? listing.page(
                        uri,
                        page,
                        reads.page(caller.app(), subject, after, rows),
                        tree -> views.thing(tree, true),
                        tree -> tree.id().toString())
                : listing.page(
                        uri, page, reads.ids(caller.app(), subject, after, rows), views::thingLink, UUID::toString);
    }

    @GET
    @Path("/{id}")
    @Produces(JSON)
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    @Operation(summary = "Read a thing", description = "With `expand=true` with its components instead of links.")
    @APIResponse(
            responseCode = "200",
            description = "The thing.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = ThingView.class),
                            examples = @ExampleObject(name = "a lamp", value = Samples.THING)))
    @APIResponse(responseCode = "304", description = "It is as `If-None-Match` says.")
    public byte[] get(
            @PathParam("id") UUID id,
            @QueryParam("expand") @DefaultValue("false") boolean expand,
            HttpServerRequest request) {
        return answers.thing(caller.app(), caller.subjectIfAny(), id, expand)
                .orElseThrow(() -> ApiException.notFound("thing"))
                .answer(request);
    }

    @PATCH
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(
            summary = "Set a thing's status",
            description = "Only of things that the app itself made: else 409. Answers when it is durable.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = StatusBody.class),
                            examples = @ExampleObject(name = "gone", value = Samples.STATUS)))
    @APIResponse(responseCode = "204", description = "It has that status now.")
    @APIResponse(responseCode = "409", description = "The thing belongs to a connector client.")
    public void patch(@PathParam("id") UUID id, StatusBody body) {
        Availability status = body.status();
        if (status == null) {
            throw ApiException.invalid(
                    List.of(new Problem("status", "is missing: send AVAILABLE, UNAVAILABLE or UNKNOWN")));
        }
        writer.patch(caller.app(), caller.subjectIfAny(), id, status);
    }

    @DELETE
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(
            summary = "Delete a thing",
            description = "Only one that the app itself made; those of a connector client go with the client: 409.")
    @APIResponse(responseCode = "200", description = "It is gone.")
    @APIResponse(responseCode = "409", description = "The thing belongs to a connector client.")
    @ResponseStatus(200)
    public void delete(@PathParam("id") UUID id) {
        things.delete(caller.app(), caller.subjectIfAny(), id);
    }

    private static @Nullable UUID after(Page page) {
        String cursor = page.cursor();
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("cursor must be what the link to the next page says.");
        }
    }
}
