package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/api/v1/things/{thing}/components")
@RunOnVirtualThread
@Tag(name = "Things")
final class ComponentRoutes {
    private static final String JSON = "application/json";

    private final ThingReads reads;
    private final ThingAnswers answers;
    private final Writer writer;
    private final Views views;
    private final Caller caller;
    private final Listing listing;

    ComponentRoutes(
            ThingReads reads, ThingAnswers answers, Writer writer, Views views, Caller caller, Listing listing) {
        this.reads = reads;
        this.answers = answers;
        this.writer = writer;
        this.views = views;
        this.caller = caller;
        this.listing = listing;
    }

    @Schema(anyOf = {Href.class, ComponentView.class})
    interface ComponentOrLink {}

    @Schema(anyOf = {Href.class, PropertyView.class})
    interface PropertyOrLink {}

    @GET
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    @Operation(summary = "List a thing's components", description = "As links, or with `expand=true` as they are.")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ComponentOrLink.class)))
    public Response components(
            @PathParam("thing") UUID thing,
            @BeanParam Page page,
            @QueryParam("expand") @DefaultValue("false") boolean expand,
            @Context UriInfo uri) {
        AppId app = caller.app();
        Optional<String> subject = caller.subjectIfAny();
        Tree tree = reads.thing(app, thing)
                .filter(found -> found.whose().belongsTo(app, subject))
                .orElseThrow(() -> ApiException.notFound("thing"));
        return listing.page(
                uri,
                page,
                from(page, tree.components(), Tree.Branch::id),
                c -> expand ? views.component(thing, c, true) : views.componentLink(thing, c.id()),
                Tree.Branch::id);
    }

    @GET
    @Path("/{component}")
    @Produces(JSON)
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    @Operation(summary = "Read a component", description = "With `expand=true` with its properties instead of links.")
    @APIResponse(
            responseCode = "200",
            description = "The component, with its actions.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = ComponentView.class),
                            examples = @ExampleObject(name = "a lamp's", value = Samples.COMPONENT)))
    @APIResponse(responseCode = "304", description = "It is as `If-None-Match` says.")
    public byte[] component(
            @PathParam("thing") UUID thing,
            @PathParam("component") String component,
            @QueryParam("expand") @DefaultValue("false") boolean expand,
            HttpServerRequest request) {
        return answers.component(caller.app(), caller.subjectIfAny(), thing, component, expand)
                .orElseThrow(() -> ApiException.notFound("component"))
                .answer(request);
    }

    @GET
    @Path("/{component}/properties")
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    @Operation(summary = "List a component's properties", description = "As links, or with `expand=true` as they are.")
    @APIResponse(
            responseCode = "200",
            description = "One page of them; header `Link` leads to the next.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = PropertyOrLink.class)))
    public Response properties(
            @PathParam("thing") UUID thing,
            @PathParam("component") String component,
            @BeanParam Page page,
            @QueryParam("expand") @DefaultValue("false") boolean expand,
            @Context UriInfo uri) {
        return listing.page(
                uri,
                page,
                from(page, branch(thing, component).properties(), PropertyView::id),
                p -> expand ? p : views.propertyLink(thing, component, p.id()),
                PropertyView::id);
    }

    @GET
    @Path("/{component}/properties/{property}")
    @Produces(JSON)
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    @Operation(summary = "Read a property")
    @APIResponse(
            responseCode = "200",
            description = "The property with its present value.",
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = PropertyView.class),
                            examples = @ExampleObject(name = "whether it is on", value = Samples.PROPERTY)))
    @APIResponse(responseCode = "304", description = "It is as `If-None-Match` says.")
    public byte[] property(
            @PathParam("thing") UUID thing,
            @PathParam("component") String component,
            @PathParam("property") String property,
            HttpServerRequest request) {
        return answers.property(caller.app(), caller.subjectIfAny(), new Key(thing, component, property))
                .orElseThrow(() -> ApiException.notFound("property"))
                .answer(request);
    }

    @PUT
    @Path("/{component}/properties/{property}")
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(
            summary = "Set a property's value",
            description = "Only of things that the app itself made: else 409. Answers when the value is durable.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = JSON,
                            schema = @Schema(implementation = ValueBody.class),
                            examples = @ExampleObject(name = "on", value = Samples.VALUE)))
    @APIResponse(responseCode = "200", description = "It has that value now.")
    @APIResponse(responseCode = "409", description = "The thing belongs to a connector client.")
    @ResponseStatus(200)
    public void put(
            @PathParam("thing") UUID thing,
            @PathParam("component") String component,
            @PathParam("property") String property,
            ValueBody body) {
        if (!Scalars.storable(component) || !Scalars.storable(property)) {
            throw ApiException.notFound("property");
        }
        writer.put(caller.app(), caller.subjectIfAny(), new Key(thing, component, property), body.text());
    }

    private Tree.Branch branch(UUID thing, String component) {
        AppId app = caller.app();
        Optional<String> subject = caller.subjectIfAny();
        return reads.withComponent(app, thing, component)
                .filter(found -> found.whose().belongsTo(app, subject))
                .map(tree -> tree.components().getFirst())
                .orElseThrow(() -> ApiException.notFound("component"));
    }

    /// One more than the page has, by id.
    private static <T> List<T> from(Page page, List<T> all, Function<T, String> id) {
        String after = page.cursor();
        return all.stream()
                .sorted(Comparator.comparing(id))
                .filter(one -> after == null || id.apply(one).compareTo(after) > 0)
                .limit(page.limit() + 1L)
                .toList();
    }
}
