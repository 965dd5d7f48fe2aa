package io.patchbay.server.client;

import io.patchbay.connector.Delivery;
import io.patchbay.server.access.Open;
import io.patchbay.server.web.RawBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/connectors/deliveries")
@RunOnVirtualThread
@Tag(name = "Deliveries", description = "Where vendors send what their webhooks tell.")
final class DeliveryRoutes {
    private final Deliveries deliveries;

    DeliveryRoutes(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @POST
    @Path("/{address}")
    @Open
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Deliver to a client",
            description =
                    "Called by a vendor that the client has asked for it. The URL itself is the permission, and"
                            + " where the vendor signs, its signature. What is delivered only makes the client's picture earlier.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, description = "As the vendor has it.")))
    @APIResponse(responseCode = "204", description = "Taken; also if the client is paused, which ignores it.")
    @APIResponse(responseCode = "403", description = "It is not signed as the vendor signs.")
    @APIResponse(responseCode = "413", description = "It is larger than 1 MB.")
    public Response deliver(@PathParam("address") String address, InputStream body, @Context HttpHeaders headers) {
        Map<String, List<String>> named = new HashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> named.put(name.toLowerCase(Locale.ROOT), values));
        deliveries.take(address, new Delivery(named, RawBody.of(body)));
        return Response.noContent().build();
    }
}
