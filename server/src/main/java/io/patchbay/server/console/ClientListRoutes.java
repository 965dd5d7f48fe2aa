package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.AppClient;
import io.patchbay.server.client.ClientList;
import io.patchbay.server.client.ClientSearch;
import io.patchbay.server.client.State;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The clients of an app, page by page.
@Path("/console/apps/{app}/clients")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ClientListRoutes {
    private final ClientList clients;
    private final Catalogue catalogue;
    private final Shell shell;

    ClientListRoutes(ClientList clients, Catalogue catalogue, Shell shell) {
        this.clients = clients;
        this.catalogue = catalogue;
        this.shell = shell;
    }

    /// @param path  of this list, without a query
    /// @param first the address of the first page, empty on it
    /// @param next  the address of the next page, empty on the last
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ClientsPage(
            App app,
            String path,
            ClientFilter filter,
            List<Line> lines,
            List<Chip> chips,
            List<Technology> connectors,
            List<ClientFilter.Who> actors,
            boolean none,
            String first,
            String next)
            implements TemplateInstance {}

    /// A client and what is said of it.
    record Line(AppClient client, String connector, ClientWords words) {}

    /// A status to filter by.
    ///
    /// @param href   of the list of it
    /// @param chosen whether the list is filtered by it
    record Chip(String words, String dot, String count, String href, boolean chosen) {}

    @GET
    @SignedIn
    public Response list(
            String app,
            @QueryParam("q") @Nullable String q,
            @QueryParam("connector") @Nullable String connector,
            @QueryParam("status") @Nullable String status,
            @QueryParam("who") @Nullable String who,
            @QueryParam("after") @Nullable String after) {
        App found = shell.enter(app);
        ClientFilter filter = ClientFilter.of(q, connector, status, who, after);
        String path = shell.root() + "/apps/" + found.id() + "/clients";
        ClientList.Found page = clients.find(found.id(), filter.search());
        Map<State, Integer> counts = clients.counts(found.id());
        List<Line> lines = page.clients().stream().map(this::line).toList();
        return Response.ok(new ClientsPage(
                                found,
                                path,
                                filter,
                                lines,
                                chips(filter, counts, path),
                                List.copyOf(catalogue.all()),
                                List.of(ClientFilter.Who.values()),
                                counts.values().stream().allMatch(count -> count == 0),
                                filter.after().isEmpty()
                                        ? ""
                                        : path + filter.from("").query(),
                                page.more() ? path + filter.from(last(page)).query() : "")
                        .render())
                // without the fields that were left empty
                .header("HX-Push-Url", path + filter.query())
                .build();
    }

    private static String last(ClientList.Found page) {
        AppClient last = page.clients().getLast();
        return new ClientSearch.Place(last.subject(), last.typeId()).toString();
    }

    private Line line(AppClient client) {
        return new Line(client, catalogue.name(client.typeId()), ClientWords.of(client, false));
    }

    private static List<Chip> chips(ClientFilter filter, Map<State, Integer> counts, String path) {
        List<Chip> chips = new ArrayList<>();
        chips.add(new Chip(
                "All",
                "",
                counted(counts, State.values()),
                path + filter.with(Optional.empty()).query(),
                filter.status().isEmpty()));
        Arrays.stream(ClientFilter.Status.values())
                .map(status -> new Chip(
                        status.words(),
                        status.dot(),
                        counted(counts, status.states().toArray(State[]::new)),
                        path + filter.with(Optional.of(status)).query(),
                        filter.has(status)))
                .forEach(chips::add);
        return chips;
    }

    /// "17", or "1,000+" where so many were counted and no further.
    private static String counted(Map<State, Integer> counts, State... states) {
        int sum = Arrays.stream(states)
                .mapToInt(state -> counts.getOrDefault(state, 0))
                .sum();
        boolean more =
                Arrays.stream(states).anyMatch(state -> counts.getOrDefault(state, 0) >= ClientList.MOST_COUNTED);
        return more
                ? String.format(Locale.ROOT, "%,d+", ClientList.MOST_COUNTED)
                : String.format(Locale.ROOT, "%,d", sum);
    }
}
