package io.patchbay.server.console;

import io.patchbay.server.access.Sessions;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.event.PageStreams;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// What happens to the things that a page shows, as it happens. It ends when the session does.
@Path("/console/apps/{app}/live")
@RunOnVirtualThread
final class LiveRoutes {
    private final PageStreams streams;
    private final Sessions sessions;
    private final Shell shell;

    LiveRoutes(PageStreams streams, Sessions sessions, Shell shell) {
        this.streams = streams;
        this.sessions = sessions;
        this.shell = shell;
    }

    /// @param things ids, with commas between them
    @GET
    @SignedIn
    @Blocking // beginning a stream asks the database; what returns a Multi is taken for something that never blocks
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<byte[]> live(
            String app,
            @QueryParam("things") @Nullable String things,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context RoutingContext exchange) {
        var found = shell.enter(app);
        Set<UUID> ids = new LinkedHashSet<>();
        Arrays.stream((things == null ? "" : things).split(","))
                .filter(id -> !id.isBlank())
                .forEach(id -> ids.add(new PathId(id).or404("thing")));
        if (ids.isEmpty() || ids.size() > PageStreams.MOST) {
            throw ApiException.badRequest("things must name from 1 to " + PageStreams.MOST + " things.");
        }
        exchange.response()
                .putHeader("X-Accel-Buffering", "no"); // proxies that gather an answer would hold events back
        return Multi.createFrom()
                .publisher(streams.open(
                        found.id(),
                        ids,
                        sessions.pass(),
                        Optional.ofNullable(last).filter(id -> !id.isBlank()),
                        exchange));
    }
}
