package io.patchbay.server.connect;

import io.patchbay.connector.description.Description;
import io.patchbay.server.access.Open;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Logos;
import io.patchbay.server.client.Connecting;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The first page: what can be connected.
@Path("/connect/{secret}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ChoiceRoutes {
    private final Entrance entrance;
    private final ConnectSessions sessions;
    private final Connecting connecting;
    private final Catalogue catalogue;
    private final Logos logos;
    private final Looks looks;

    ChoiceRoutes(
            Entrance entrance,
            ConnectSessions sessions,
            Connecting connecting,
            Catalogue catalogue,
            Logos logos,
            Looks looks) {
        this.entrance = entrance;
        this.sessions = sessions;
        this.connecting = connecting;
        this.catalogue = catalogue;
        this.logos = logos;
        this.looks = looks;
    }

    /// @param letter for those without a logo
    record Card(String typeId, String name, String letter, boolean logo, boolean connected) {}

    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ChoicePage(Look look, Paths paths, List<Card> cards) implements TemplateInstance {}

    @GET
    @Open
    @Operation(hidden = true)
    public Response begin(String secret, RoutingContext exchange) {
        return entrance.enter(secret, exchange, guest -> {
            Paths paths = new Paths(looks.path(secret));
            ConnectSession session = guest.session();
            if (session.ended().isPresent()) {
                return Paths.go(paths.progress());
            }
            return session.hasChoice()
                    ? choice(guest, paths)
                    : Paths.go(paths.with(session.types().getFirst()));
        });
    }

    @POST
    @Open
    @Operation(hidden = true)
    public Response open(String secret, RoutingContext exchange) {
        return entrance.open(secret, exchange, _ -> Paths.go(looks.path(secret)));
    }

    /// All technologies, also after one was tried.
    @GET
    @Path("/choice")
    @Open
    @Operation(hidden = true)
    public Response choose(String secret, RoutingContext exchange) {
        return entrance.enter(secret, exchange, guest -> choice(guest, new Paths(looks.path(secret))));
    }

    /// The customer stops. A client that was made here and never linked goes with it.
    @POST
    @Path("/cancel")
    @Open
    @Operation(hidden = true)
    public Response cancel(String secret, RoutingContext exchange) {
        return entrance.change(secret, exchange, guest -> {
            ConnectSession session = guest.session();
            if (session.made() && session.client().isPresent()) {
                connecting.discard(
                        session.app(), session.subject(), session.client().get());
                sessions.hasNone(session);
            }
            sessions.end(session, Outcome.CANCELED);
            return Paths.go(new Paths(looks.path(secret)).progress());
        });
    }

    private Response choice(Entrance.Guest guest, Paths paths) {
        ConnectSession session = guest.session();
        List<Card> cards = session.types().stream()
                .flatMap(type -> catalogue.byType(type).stream())
                .map(technology -> card(session, technology.description()))
                .toList();
        return Response.ok(new ChoicePage(guest.look(), paths, cards).render()).build();
    }

    private Card card(ConnectSession session, Description description) {
        boolean connected = Stream.of(connecting.ofType(session.app(), session.subject(), description.typeId()))
                .flatMap(Optional::stream)
                .anyMatch(Connecting.Connected::linked);
        return new Card(
                description.typeId(),
                description.name(),
                description.name().substring(0, 1).toUpperCase(Locale.ROOT),
                logos.find(description.typeId()).isPresent(),
                connected);
    }
}
