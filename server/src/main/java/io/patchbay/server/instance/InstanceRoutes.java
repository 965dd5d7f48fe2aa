package io.patchbay.server.instance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

@Path("/api/v1/connectors/instances")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Connector instances", description = "Your configuration of a technology: one per app and connector type.")
final class InstanceRoutes {
    /// Clients shown inside an instance; further ones are a link away.
    private static final int INLINE = 1000;

    private final Instances instances;
    private final Caller caller;
    private final Links links;
    private final Listing listing;

    InstanceRoutes(Instances instances, Caller caller, Links links, Listing listing) {
        this.instances = instances;
        this.caller = caller;
        this.links = links;
        this.listing = listing;
    }

    @Schema(name = "NewInstance", examples = """
                    {"connector_type_id": "openweathermap", "configuration": {"app_key": "…"}}""")
    record NewInstance(
            @JsonProperty("connector_type_id") @Nullable String typeId,
            @Nullable Map<String, @Nullable Object> configuration,

            @JsonProperty("alternate_configuration")
            @Schema(
                    description = "A second configuration whose credentials are used where the first one's are refused:"
                            + " for the time a client secret is changed at the vendor.")
            @Nullable
            Map<String, @Nullable Object> alternate) {
        Instances.Wanted wanted() {
            return new Instances.Wanted(
                    configuration == null ? Map.of() : configuration, Optional.ofNullable(alternate));
        }
    }

    @Schema(name = "CreatedInstance")
    record Created(
            @Schema(examples = "1d79b399-c3e1-4706-b4c5-f36826430233")
            UUID id) {}

    @Schema(name = "Instance")
    record View(UUID id, List<Href> clients, Href connector, Detail detail) {}

    @Schema(name = "InstanceDetail")
    record Detail(
            @Schema(description = "What is left of the vendor's limits that all clients of the instance share.")
            List<Remaining> remaining) {}

    /// For the API's description only.
    @Schema(anyOf = {Href.class, View.class})
    interface InstanceOrLink {}

    @POST
    @Needs(Scope.CONNECTOR)
    @Operation(
            summary = "Create connector instance",
            description =
                    "The configuration depends on the connector type. It is tried at the vendor before it is stored.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = NewInstance.class),
                            examples = {
                                @ExampleObject(name = "OpenWeatherMap", value = Samples.OPENWEATHERMAP),
                                @ExampleObject(name = "Netatmo", value = Samples.NETATMO),
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Created.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = Created.class),
                            examples = @ExampleObject(name = "created", value = Samples.CREATED)))
    @APIResponse(responseCode = "409", description = "The app has an instance of this type already.")
    public Response create(NewInstance body) {
        if (body.typeId() == null) {
            throw ApiException.badRequest("connector_type_id is missing.");
        }
        InstanceId id = instances.create(caller.app(), body.typeId(), body.wanted());
        return Response.created(URI.create(link(id.value()).href()))
                .entity(new Created(id.value()))
                .build();
    }

    @GET
    @Needs(Scope.CONNECTOR)
    @Operation(summary = "Retrieve connector instances")
    @APIResponse(
            responseCode = "200",
            description = "Links to the app's instances.",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = InstanceOrLink.class),
                            examples = @ExampleObject(name = "links", value = Samples.INSTANCES)))
    public Response list(@Context UriInfo uri, @BeanParam Page page, @QueryParam("expand") @Nullable String expand) {
        AppId app = caller.app();
        List<UUID> ids = instances.page(app, page.after(), page.limit() + 1);
        return "true".equals(expand)
                ? listing.page(uri, page, ids, id -> view(app, id), UUID::toString)
                : listing.page(uri, page, ids, this::link, UUID::toString);
    }

    @GET
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @Operation(
            summary = "Retrieve connector instance",
            description = "With links to the first 1,000 of its clients; `/clients` below it has all, in pages.")
    @APIResponse(
            responseCode = "200",
            description = "The instance.",
            content =
                    @Content(
                            schema = @Schema(implementation = View.class),
                            examples = @ExampleObject(name = "Netatmo", value = Samples.INSTANCE)))
    public View get(@PathParam("id") PathId id) {
        return view(caller.app(), id.or404("connector instance"));
    }

    @GET
    @Path("/{id}/clients")
    @Needs(Scope.CONNECTOR)
    @Operation(summary = "Retrieve the clients of an instance")
    @APIResponse(
            responseCode = "200",
            description = "Links to its clients, of all subjects.",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Href.class),
                            examples = @ExampleObject(name = "links", value = Samples.CLIENTS)))
    public Response clients(@PathParam("id") PathId id, @Context UriInfo uri, @BeanParam Page page) {
        UUID instance = id.or404("connector instance");
        instances.technologyOf(caller.app(), instance);
        return listing.page(
                uri,
                page,
                instances.clientPage(caller.app(), instance, page.after(), page.limit() + 1),
                this::clientLink,
                UUID::toString);
    }

    @PUT
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @Operation(
            summary = "Replace the configuration of an instance",
            description = "Checked and tried like a new one; then all clients of the instance start again with it.")
    @APIResponse(responseCode = "204", description = "Replaced.")
    public void replace(@PathParam("id") PathId id, NewInstance body) {
        instances.replace(caller.app(), id.or404("connector instance"), body.typeId(), body.wanted());
    }

    @DELETE
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @Operation(summary = "Delete connector instance")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "409", description = "It still has clients.")
    public void delete(@PathParam("id") PathId id) {
        instances.delete(caller.app(), id.or404("connector instance"));
    }

    private View view(AppId app, UUID id) {
        int description = instances.technologyOf(app, id).description().id();
        return new View(
                id,
                instances.clientPage(app, id, null, INLINE).stream()
                        .map(this::clientLink)
                        .toList(),
                links.api("/connectors/descriptions/" + description),
                new Detail(instances.remaining(app, id)));
    }

    private Href link(UUID id) {
        return links.api("/connectors/instances/" + id);
    }

    private Href clientLink(UUID client) {
        return links.api("/connectors/clients/" + client);
    }
}
