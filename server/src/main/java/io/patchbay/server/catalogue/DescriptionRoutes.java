package io.patchbay.server.catalogue;

import io.patchbay.connector.description.Description;
import io.patchbay.server.access.Open;
import io.patchbay.server.web.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What this service can connect to. Open to everybody, constant, and answered from memory.
@Path("/api/v1/connectors/descriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connector descriptions", description = "The technologies this service speaks, and what each needs.")
final class DescriptionRoutes {
    private final Catalogue catalogue;

    DescriptionRoutes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Open
    @Operation(summary = "List connector descriptions")
    @APIResponse(
            responseCode = "200",
            description = "All connectors, with samples of their configurations.",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DescriptionView.class),
                            examples = @ExampleObject(name = "Netatmo", value = Samples.DESCRIPTIONS)))
    public List<DescriptionView> list() {
        return catalogue.all().stream()
                .map(t -> DescriptionView.of(t.description()))
                .toList();
    }

    @GET
    @Path("/{id}")
    @Open
    @Operation(summary = "Retrieve a connector description")
    @APIResponse(
            responseCode = "200",
            description = "The description.",
            content =
                    @Content(
                            schema = @Schema(implementation = DescriptionView.class),
                            examples = @ExampleObject(name = "Netatmo", value = Samples.DESCRIPTION)))
    public DescriptionView get(@PathParam("id") String id) {
        return DescriptionView.of(description(id));
    }

    @GET
    @Path("/{id}/schema")
    @Open
    @Operation(
            summary = "Retrieve the JSON Schemas of a connector's configurations",
            description = "JSON Schema 2020-12 of the `configuration` of an instance and of a client.")
    @APIResponse(responseCode = "200", description = "Both schemas.")
    public Schemas schemas(@PathParam("id") String id) {
        Description description = description(id);
        return new Schemas(
                description.instance().jsonSchema(), description.client().jsonSchema());
    }

    @Schema(name = "ConfigurationSchemas")
    record Schemas(Map<String, Object> instance, Map<String, Object> client) {}

    private Description description(String id) {
        try {
            return catalogue
                    .byId(Integer.parseInt(id))
                    .orElseThrow(() -> ApiException.notFound("connector description"))
                    .description();
        } catch (NumberFormatException e) {
            throw ApiException.notFound("connector description");
        }
    }
}
