package io.patchbay.bench.bare;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;

/// Answers whatever is asked with the bytes that were put last.
@Path("/api/v1")
@RunOnVirtualThread
@Produces("application/json")
public final class BareRoutes {
    private volatile byte[] body = {};

    @PUT
    @Path("/body")
    public void body(byte[] given) {
        body = given;
    }

    @GET
    @Path("/things/{thing}/components/{component}/properties/{property}")
    public byte[] property(
            @PathParam("thing") UUID thing,
            @PathParam("component") String component,
            @PathParam("property") String property) {
        return body;
    }

    @GET
    @Path("/connectors/clients/{client}")
    public byte[] client(@PathParam("client") UUID client) {
        return body;
    }
}
