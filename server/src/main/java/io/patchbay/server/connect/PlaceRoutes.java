package io.patchbay.server.connect;

import io.patchbay.server.access.Open;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Places for whoever types: a part of the page. Without scripts the form itself asks for them.
@Path("/connect/{secret}/places")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class PlaceRoutes {
    private final Entrance entrance;
    private final Places places;

    PlaceRoutes(Entrance entrance, Places places) {
        this.entrance = entrance;
        this.places = places;
    }

    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record FoundPlaces(PlaceSearch search) implements TemplateInstance {}

    @GET
    @Open
    @Operation(hidden = true)
    public Response search(String secret, @QueryParam("place") @Nullable String place, RoutingContext exchange) {
        return entrance.enter(secret, exchange, guest -> {
            String query = place == null ? "" : place;
            PlaceSearch search =
                    PlaceSearch.of(query, places.search(guest.session().hash(), query));
            return Response.ok(new FoundPlaces(search).render()).build();
        });
    }
}
