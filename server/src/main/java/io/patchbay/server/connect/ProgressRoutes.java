package io.patchbay.server.connect;

import io.patchbay.server.access.Open;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.Connecting;
import io.patchbay.server.link.Consent;
import io.patchbay.server.thing.ClientThings;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// How it goes: the page to which vendors send the customer back, which looks again by itself until it is over.
@Path("/connect/{secret}/progress")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ProgressRoutes {
    private static final int MOST_SHOWN = 50;

    private final Entrance entrance;
    private final Connecting connecting;
    private final ClientThings things;
    private final Catalogue catalogue;
    private final Looks looks;
    private final InstantSource clock;

    ProgressRoutes(
            Entrance entrance,
            Connecting connecting,
            ClientThings things,
            Catalogue catalogue,
            Looks looks,
            InstantSource clock) {
        this.entrance = entrance;
        this.connecting = connecting;
        this.things = things;
        this.catalogue = catalogue;
        this.looks = looks;
        this.clock = clock;
    }

    /// What is shown.
    ///
    /// @param again where the attempt can be repeated
    /// @param more  how many things are not shown
    record Shown(
            Stage stage, Optional<Code> code, List<ClientThings.Found> things, int more, String again, String back) {
        public boolean hasAgain() {
            return !stage.again().isEmpty();
        }
    }

    /// @param page of the vendor, to be opened
    record Code(String page, String text) {}

    /// @param seen stands for what is shown: nothing is sent again as long as that is the same
    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ProgressPage(Look look, Paths paths, Shown shown, String seen, String client, String origin)
            implements TemplateInstance {}

    @GET
    @Open
    @Operation(hidden = true)
    public Response show(String secret, @QueryParam("seen") @Nullable String seen, RoutingContext exchange) {
        return entrance.enter(secret, exchange, guest -> {
            Paths paths = new Paths(looks.path(secret));
            ConnectSession session = guest.session();
            Optional<Shown> shown = shown(guest, paths);
            if (shown.isEmpty()) {
                return Paths.go(paths.start());
            }
            String now = Integer.toHexString(shown.get().hashCode());
            if (now.equals(seen)) {
                return Response.noContent().build();
            }
            return Response.ok(new ProgressPage(
                                    guest.look(),
                                    paths,
                                    shown.get(),
                                    now,
                                    session.client().map(UUID::toString).orElse(""),
                                    session.origin())
                            .render())
                    .build();
        });
    }

    private Optional<Shown> shown(Entrance.Guest guest, Paths paths) {
        ConnectSession session = guest.session();
        String app = guest.look().app();
        if (session.ended().filter(ended -> ended.outcome() == Outcome.CANCELED).isPresent()) {
            return Optional.of(alone(session, Stage.canceled(app), paths));
        }
        if (session.client().isEmpty()) {
            return Optional.empty();
        }
        UUID id = session.client().get();
        Optional<Connecting.Connected> client = connecting.find(session.app(), session.subject(), id);
        Optional<Technology> technology = client.flatMap(found -> catalogue.byType(found.typeId()));
        if (client.isEmpty() || technology.isEmpty()) {
            return Optional.of(alone(session, Stage.gone(app), paths));
        }
        int count = things.count(session.app(), id);
        Stage.About about = new Stage.About(app, technology.get(), client.get(), count, clock.instant());
        Stage stage = session.ended().map(ended -> Stage.ended(about, ended)).orElseGet(() -> Stage.underWay(about));
        boolean linked = session.ended()
                .filter(ended -> ended.outcome() == Outcome.LINKED)
                .isPresent();
        List<ClientThings.Found> found = linked ? things.of(session.app(), id, MOST_SHOWN) : List.of();
        return Optional.of(new Shown(
                stage,
                linked ? Optional.empty() : client.get().device().map(ProgressRoutes::code),
                found,
                linked ? count - found.size() : 0,
                paths.with(client.get().typeId()),
                session.back(stage.result()).toString()));
    }

    private static Shown alone(ConnectSession session, Stage stage, Paths paths) {
        String again = session.hasChoice()
                ? paths.start() + "/choice"
                : paths.with(session.types().getFirst());
        return new Shown(
                stage,
                Optional.empty(),
                List.of(),
                0,
                again,
                session.back(stage.result()).toString());
    }

    /// A vendor's page is opened as a page only.
    private static Code code(Consent.Device device) {
        String page = device.page().toString();
        return new Code(page.startsWith("https:") || page.startsWith("http:") ? page : "", device.userCode());
    }
}
