package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.AppClient;
import io.patchbay.server.client.AppClients;
import io.patchbay.server.client.Journal;
import io.patchbay.server.client.State;
import io.patchbay.server.link.Consent;
import io.patchbay.server.link.Consents;
import io.patchbay.server.thing.ClientChanges;
import io.patchbay.server.thing.Entry;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.web.PathId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// One client: how it fares, what happened to it, and what can be done about it.
@Path("/console/apps/{app}/clients/{client}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ClientPageRoutes {
    private static final int CHANGES = 200;
    private static final int THINGS = 100;

    private final AppClients clients;
    private final ClientChanges happened;
    private final Timeline timeline;
    private final Catalogue catalogue;
    private final Shell shell;

    ClientPageRoutes(AppClients clients, ClientChanges happened, Timeline timeline, Catalogue catalogue, Shell shell) {
        this.clients = clients;
        this.happened = happened;
        this.timeline = timeline;
        this.catalogue = catalogue;
        this.shell = shell;
    }

    /// @param here     the address of what is shown
    /// @param consents whether its end customer consents at the vendor
    /// @param waits    whether it waits for that, so that polling it is of no use
    /// @param asks     where a link to the connect page is made for its customer; empty if it needs nothing of them
    /// @param device   a code that the end customer may confirm now
    /// @param older    the address of what happened before, empty if there is nothing
    /// @param note     what has just been done, or empty
    /// @param problem  of the form to delete it, or empty
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ClientPage(
            App app,
            AppClient client,
            String connector,
            ClientWords words,
            String path,
            String here,
            boolean consents,
            boolean paused,
            boolean waits,
            String asks,
            Optional<Consent.Device> device,
            List<Remaining> remaining,
            List<ClientChanges.Summary> things,
            boolean moreThings,
            List<Timeline.Line> timeline,
            String older,
            String note,
            String problem)
            implements TemplateInstance {}

    /// What the page says after something was done.
    enum Done {
        PAUSED("The client is paused."),
        RESUMED("The client goes on: it is called in a moment."),
        POLLED("The client is polled as soon as the vendor’s limits allow; the timeline below shows it.");

        private final String words;

        Done(String words) {
            this.words = words;
        }
    }

    @GET
    @SignedIn
    public String show(
            String app,
            String client,
            @QueryParam("before") @Nullable String before,
            @QueryParam("done") @Nullable String done) {
        App found = shell.enter(app);
        String note = Arrays.stream(Done.values())
                .filter(one -> one.name().equals(done))
                .map(one -> one.words)
                .findFirst()
                .orElse("");
        return page(found, id(client), place(before), note, "");
    }

    @POST
    @Path("/pause")
    @SignedIn
    public Response pause(String app, String client) {
        clients.pause(shell.enter(app).id(), id(client));
        return back(app, client, Done.PAUSED);
    }

    @POST
    @Path("/resume")
    @SignedIn
    public Response resume(String app, String client) {
        clients.resume(shell.enter(app).id(), id(client));
        return back(app, client, Done.RESUMED);
    }

    @POST
    @Path("/poll")
    @SignedIn
    public Response poll(String app, String client) {
        AppId of = shell.enter(app).id();
        clients.calls(of, id(client)); // from now on its calls are kept, this one, too
        clients.poll(of, id(client));
        return back(app, client, Done.POLLED);
    }

    @POST
    @Path("/delete")
    @SignedIn
    public Response delete(String app, String client, @RestForm @Nullable String confirmed) {
        App found = shell.enter(app);
        if (confirmed == null) {
            String problem = "Tick this to delete the client.";
            return Response.status(400)
                    .entity(page(found, id(client), Optional.empty(), "", problem))
                    .build();
        }
        clients.delete(found.id(), id(client));
        return shell.go("/apps/" + found.id() + "/clients");
    }

    private String page(App app, UUID id, Optional<ClientChanges.Place> before, String note, String problem) {
        AppClient client = clients.get(app.id(), id);
        Optional<Technology> technology = catalogue.byType(client.typeId());
        boolean consents = technology.filter(Consents::needed).isPresent();
        boolean asks = technology.filter(Consents::customerNeeded).isPresent();
        List<ClientChanges.Summary> having = happened.things(app.id(), id, THINGS + 1);
        Rows<Entry> changes = Rows.of(CHANGES, most -> happened.changes(app.id(), id, before, most));
        List<Journal.Entry> calls = clients.calls(app.id(), id).stream()
                .filter(call ->
                        before.filter(place -> call.at().isAfter(place.at())).isEmpty())
                .filter(call ->
                        !changes.more() || call.at().isAfter(changes.last().at()))
                .toList();
        String path = shell.root() + "/apps/" + app.id() + "/clients/" + id;
        return new ClientPage(
                        app,
                        client,
                        catalogue.name(client.typeId()),
                        ClientWords.of(client, consents),
                        path,
                        before.map(place -> path + query(place)).orElse(path),
                        consents,
                        client.state() == State.PAUSED,
                        consents && client.state() == State.SUBJECT,
                        asks ? shell.root() + "/apps/" + app.id() + "/connect?client=" + id : "",
                        clients.openDevice(app.id(), id),
                        clients.remaining(app.id(), id),
                        having.stream().limit(THINGS).toList(),
                        having.size() > THINGS,
                        timeline.of(
                                changes.shown(),
                                calls,
                                having.stream()
                                        .collect(Collectors.toMap(
                                                ClientChanges.Summary::id, ClientChanges.Summary::name))),
                        changes.more()
                                ? path
                                        + query(new ClientChanges.Place(
                                                changes.last().at(),
                                                changes.last().position()))
                                : "",
                        note,
                        problem)
                .render();
    }

    private Response back(String app, String client, Done done) {
        return shell.go("/apps/" + app + "/clients/" + client + "?done=" + done);
    }

    private static UUID id(String client) {
        return new PathId(client).or404("client");
    }

    private static String query(ClientChanges.Place place) {
        return "?before=" + place.at() + "_" + place.position();
    }

    /// What makes no sense counts as not said.
    private static Optional<ClientChanges.Place> place(@Nullable String before) {
        if (before == null) {
            return Optional.empty();
        }
        try {
            String[] parts = before.split("_", 2);
            return Optional.of(new ClientChanges.Place(
                    Instant.parse(parts[0]), parts.length == 2 ? Long.parseLong(parts[1]) : Long.MAX_VALUE));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
