package io.patchbay.server.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.link.Consent;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.Page;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;
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

@Path("/api/v1/connectors/clients")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Connector clients", description = "The running piece of one end customer (external subject).")
final class ClientRoutes {
    private final Clients clients;
    private final ClientAnswers answers;
    private final Caller caller;
    private final Links links;
    private final Listing listing;

    ClientRoutes(Clients clients, ClientAnswers answers, Caller caller, Links links, Listing listing) {
        this.clients = clients;
        this.answers = answers;
        this.caller = caller;
        this.links = links;
        this.listing = listing;
    }

    @Schema(name = "NewClient")
    record NewClient(
            @JsonProperty("connector_type_id") @Nullable String typeId,
            @Nullable Map<String, @Nullable Object> configuration) {}

    @Schema(name = "CreatedClient")
    record Created(
            @JsonProperty("client_id") @Schema(examples = "d202e1a7-20a2-4581-9630-551dbe39d888")
            UUID id) {}

    @Schema(name = "ClientChange", description = "Keys that are given replace the client's; null takes one away.")
    record Change(@Nullable Map<String, @Nullable Object> configuration) {}

    /// For the API's description only.
    @Schema(anyOf = {Href.class, ClientView.class})
    interface ClientOrLink {}

    @POST
    @Needs(Scope.CONNECTOR)
    @ForSubject
    @Operation(
            summary = "Create connector client",
            description =
                    "Needs an instance of the same connector type. One client per subject and type. It starts at once.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = NewClient.class),
                            examples = {
                                @ExampleObject(name = "OpenWeatherMap", value = Samples.OPENWEATHERMAP),
                                @ExampleObject(name = "Netatmo", value = Samples.NETATMO),
                            }))
    @APIResponse(
            responseCode = "303",
            description = "Created; send the end customer's browser to Location for consent.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = Created.class),
                            examples = @ExampleObject(name = "created", value = Samples.CREATED)))
    @APIResponse(
            responseCode = "201",
            description = "Created, and starting; or waiting for the code in its detail to be confirmed.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = Created.class),
                            examples = @ExampleObject(name = "created", value = Samples.CREATED)))
    @APIResponse(responseCode = "409", description = "The subject has a client of this type already.")
    public Response create(NewClient body) {
        String subject = caller.subject();
        if (body.typeId() == null) {
            throw ApiException.badRequest("connector_type_id is missing.");
        }
        Clients.Created created = clients.create(
                caller.app(), subject, body.typeId(), body.configuration() == null ? Map.of() : body.configuration());
        UUID id = created.id().value();
        return created.consent()
                .map(consent -> answer(consent, id))
                .orElseGet(() -> Response.created(URI.create(link(id).href()))
                        .entity(new Created(id))
                        .build());
    }

    @GET
    @Needs(Scope.CONNECTOR)
    @ForSubject
    @Operation(summary = "Retrieve connector clients")
    @APIResponse(
            responseCode = "200",
            description = "Links to the subject's clients.",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ClientOrLink.class),
                            examples = @ExampleObject(name = "links", value = Samples.CLIENTS)))
    public Response list(@Context UriInfo uri, @BeanParam Page page, @QueryParam("expand") @Nullable String expand) {
        var ids = clients.page(caller.app(), caller.subject(), page.after(), page.limit() + 1);
        return "true".equals(expand)
                ? listing.page(uri, page, ids, id -> answers.of(row(id)), UUID::toString)
                : listing.page(uri, page, ids, this::link, UUID::toString);
    }

    @GET
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(
            summary = "Retrieve connector client",
            description = "With the things it made, its status, and in `detail` who must act and what happens next.")
    @APIResponse(
            responseCode = "200",
            description = "The client.",
            content =
                    @Content(
                            schema = @Schema(implementation = ClientView.class),
                            examples = @ExampleObject(name = "Netatmo", value = Samples.CLIENT)))
    @APIResponse(responseCode = "304", description = "It is as `If-None-Match` says.")
    public byte[] get(@PathParam("id") PathId id, HttpServerRequest request) {
        return answers.rendered(answers.of(row(id))).answer(request);
    }

    @PATCH
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(
            summary = "Change the configuration of a client",
            description =
                    "As RFC 7386 does: what is given replaces, null takes away, the rest stays. The client starts again.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = Change.class),
                            examples = @ExampleObject(name = "another place", value = Samples.CHANGE)))
    @APIResponse(responseCode = "200", description = "The client.")
    public ClientView change(@PathParam("id") PathId id, Change body) {
        if (body.configuration() == null) {
            throw ApiException.badRequest("configuration is missing.");
        }
        clients.configure(row(id), body.configuration());
        return answers.of(row(id));
    }

    @DELETE
    @Path("/{id}")
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(summary = "Delete connector client", description = "Stops it, and removes it with the things it made.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void delete(@PathParam("id") PathId id) {
        clients.delete(row(id));
    }

    @POST
    @Path("/{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(summary = "Pause a client", description = "Its things stay as they are.")
    @APIResponse(responseCode = "200", description = "The client; nothing of it runs any more.")
    public ClientView pause(@PathParam("id") PathId id) {
        clients.pause(row(id));
        return answers.of(row(id));
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(summary = "Resume a paused client")
    @APIResponse(responseCode = "200", description = "The client.")
    public ClientView resume(@PathParam("id") PathId id) {
        clients.resume(row(id));
        return answers.of(row(id));
    }

    @POST
    @Path("/{id}/poll")
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(summary = "Poll a client now", description = "As soon as the vendor's limits allow.")
    @APIResponse(responseCode = "202", description = "It will be polled.")
    @APIResponse(responseCode = "409", description = "It is paused, or lacks the end customer's consent.")
    public Response poll(@PathParam("id") PathId id) {
        clients.poll(row(id));
        return Response.accepted().build();
    }

    @POST
    @Path("/{id}/link")
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.CONNECTOR)
    @ForSubject(required = false)
    @Operation(
            summary = "Begin the consent of a client anew",
            description =
                    "For a client that says that consent is needed, or before its consent ends. It keeps its things.")
    @APIResponse(
            responseCode = "303",
            description = "Send the end customer's browser to Location.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = Created.class),
                            examples = @ExampleObject(name = "created", value = Samples.CREATED)))
    @APIResponse(
            responseCode = "201",
            description = "Show verification_uri_complete and user_code of the client's detail to the end customer.",
            content =
                    @Content(
                            schema = @Schema(implementation = Created.class),
                            examples = @ExampleObject(name = "created", value = Samples.CREATED)))
    @APIResponse(responseCode = "409", description = "Clients of this type need no consent.")
    public Response link(@PathParam("id") PathId id) {
        ClientStore.Row row = row(id);
        return answer(clients.link(row), row.id().value());
    }

    private Response answer(Consent consent, UUID id) {
        return switch (consent) {
            case Consent.Redirect(URI location) ->
                Response.status(303).location(location).entity(new Created(id)).build();
            case Consent.Device _ ->
                Response.created(URI.create(link(id).href()))
                        .entity(new Created(id))
                        .build();
        };
    }

    private ClientStore.Row row(PathId id) {
        return row(id.or404("connector client"));
    }

    private ClientStore.Row row(UUID id) {
        return clients.get(caller.app(), id, caller.subjectIfAny());
    }

    private Href link(UUID id) {
        return links.api("/connectors/clients/" + id);
    }
}
