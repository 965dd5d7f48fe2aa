package io.patchbay.server.connect;

import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.Open;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Logos;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.Connecting;
import io.patchbay.server.link.Consents;
import io.patchbay.server.web.ApiException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// One technology: what it shares, what must be filled in, and the step to the vendor.
@Path("/connect/{secret}/with/{type}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class AttemptRoutes {
    private final Entrance entrance;
    private final Attempts attempts;
    private final Connecting connecting;
    private final Catalogue catalogue;
    private final Logos logos;
    private final Looks looks;
    private final Places places;

    AttemptRoutes(
            Entrance entrance,
            Attempts attempts,
            Connecting connecting,
            Catalogue catalogue,
            Logos logos,
            Looks looks,
            Places places) {
        this.entrance = entrance;
        this.attempts = attempts;
        this.connecting = connecting;
        this.catalogue = catalogue;
        this.logos = logos;
        this.looks = looks;
        this.places = places;
    }

    /// @param connected whether the customer has it already
    /// @param consent   whether they agree at the vendor
    /// @param search    of a place, if one is among the entries
    /// @param notice    what went wrong, in words; empty if nothing did
    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record AttemptPage(
            Look look,
            Paths paths,
            boolean choice,
            String typeId,
            String vendor,
            boolean logo,
            Sharing sharing,
            boolean connected,
            boolean consent,
            List<Entry> entries,
            PlaceSearch search,
            String notice)
            implements TemplateInstance {}

    /// On to the vendor, which a form must not lead to by itself.
    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record LeavingPage(Look look, String vendor, String location) implements TemplateInstance {}

    @GET
    @Open
    @Operation(hidden = true)
    public Response show(String secret, String type, RoutingContext exchange) {
        return entrance.enter(secret, exchange, guest -> {
            Technology technology = technology(guest, type);
            Optional<Connecting.Connected> there = there(guest, type);
            Map<String, String> given =
                    there.map(client -> Entries.shown(client.configuration())).orElse(Map.of());
            return page(guest, technology, there, 200, given, PlaceSearch.none(places.offered()), List.of(), "");
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    @Operation(hidden = true)
    public Response begin(String secret, String type, MultivaluedMap<String, String> fields, RoutingContext exchange) {
        Map<String, String> given = new HashMap<>();
        fields.forEach((key, values) -> given.put(key, values.getFirst()));
        PlaceSearch none = PlaceSearch.none(places.offered());
        return entrance.change(secret, exchange, guest -> {
            Technology technology = technology(guest, type);
            Optional<Connecting.Connected> there = there(guest, type);
            if (given.containsKey(PlaceSearch.CHOSEN)) {
                return page(guest, technology, there, 200, PlaceSearch.chosen(given), none, List.of(), "");
            }
            if (given.containsKey(PlaceSearch.ASKED)
                    && !given.getOrDefault(PlaceSearch.QUERY, "").isBlank()) {
                String query = given.getOrDefault(PlaceSearch.QUERY, "");
                PlaceSearch search =
                        PlaceSearch.of(query, places.search(guest.session().hash(), query));
                return page(guest, technology, there, 200, given, search, List.of(), "");
            }
            return switch (attempts.begin(guest, technology, there, given)) {
                case Attempts.Begun.Consent(URI location) ->
                    Response.ok(new LeavingPage(
                                            guest.look(),
                                            technology.description().name(),
                                            location.toString())
                                    .render())
                            .header("Refresh", "0; url=" + location)
                            .build();
                case Attempts.Begun.Goes _ -> Paths.go(new Paths(looks.path(secret)).progress());
                case Attempts.Begun.Wrong(List<Problem> problems) ->
                    page(guest, technology, there, 400, given, none, problems, "");
                case Attempts.Begun.Not(int status, String notice) ->
                    page(guest, technology, there, status, given, none, List.of(), notice);
            };
        });
    }

    private Response page(
            Entrance.Guest guest,
            Technology technology,
            Optional<Connecting.Connected> there,
            int status,
            Map<String, String> given,
            PlaceSearch search,
            List<Problem> problems,
            String notice) {
        Description description = technology.description();
        Entries entries = new Entries(description.client());
        String whole = entries.whole(problems);
        return Response.status(status)
                .entity(new AttemptPage(
                                guest.look(),
                                new Paths(looks.path(guest.secret())),
                                guest.session().hasChoice(),
                                description.typeId(),
                                description.name(),
                                logos.find(description.typeId()).isPresent(),
                                Sharing.of(description),
                                there.filter(Connecting.Connected::linked).isPresent(),
                                Consents.needed(technology),
                                entries.drawn(given, problems),
                                search,
                                notice.isEmpty() ? whole : notice)
                        .render())
                .build();
    }

    private Technology technology(Entrance.Guest guest, String type) {
        return Optional.of(type)
                .filter(guest.session().types()::contains)
                .flatMap(catalogue::byType)
                .orElseThrow(() -> ApiException.notFound("technology"));
    }

    private Optional<Connecting.Connected> there(Entrance.Guest guest, String type) {
        ConnectSession session = guest.session();
        return connecting.ofType(session.app(), session.subject(), type);
    }
}
