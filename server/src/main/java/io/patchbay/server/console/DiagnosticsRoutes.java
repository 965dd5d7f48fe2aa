package io.patchbay.server.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.client.AppClient;
import io.patchbay.server.client.AppClients;
import io.patchbay.server.client.Journal;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.instance.Masked;
import io.patchbay.server.link.Grants;
import io.patchbay.server.thing.ClientChanges;
import io.patchbay.server.thing.Entry;
import io.patchbay.server.thing.ThingView;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// All that is known of one client, as a file to pass on to whoever helps: without secrets, tokens, and the queries of
/// URLs.
@Path("/console/apps/{app}/clients/{client}/diagnostics")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
final class DiagnosticsRoutes {
    private static final int CHANGES = 1000;
    private static final int THINGS = 200;

    private final AppClients clients;
    private final ClientChanges happened;
    private final Instances instances;
    private final Grants grants;
    private final Catalogue catalogue;
    private final Shell shell;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final String version;

    DiagnosticsRoutes(
            AppClients clients,
            ClientChanges happened,
            Instances instances,
            Grants grants,
            Catalogue catalogue,
            Shell shell,
            ObjectMapper json,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.clients = clients;
        this.happened = happened;
        this.instances = instances;
        this.grants = grants;
        this.catalogue = catalogue;
        this.shell = shell;
        this.json = json;
        this.clock = clock;
        this.version = version;
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Diagnostics(
            Instant made,
            Versions versions,
            Connector connector,
            About client,
            List<Map<String, @Nullable Object>> instance,
            List<Remaining> remaining,
            List<ThingView> things,
            List<Change> changes,
            List<Call> calls) {}

    record Versions(String patchbay, String java, String system) {}

    /// @param installed whether this service has it
    record Connector(String type, String name, boolean installed, String interval) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record About(
            UUID id,
            UUID app,
            String subject,
            String state,
            String label,
            Optional<String> cause,
            Instant since,
            Optional<Instant> lastSuccess,
            Optional<Instant> nextTry,
            Optional<Instant> staleSince,
            Map<String, @Nullable Object> configuration) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Change(
            Instant at,
            Instant received,
            String kind,
            UUID about,
            String component,
            String property,
            String unit,
            @Nullable String value) {
        private static Change of(Entry entry) {
            return new Change(
                    entry.at(),
                    entry.received(),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    entry.about(),
                    entry.series().map(series -> series.component()).orElse(""),
                    entry.series().map(series -> series.property()).orElse(""),
                    entry.series().map(series -> series.unit()).orElse(""),
                    entry.value());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Call(Instant at, String kind, long millis, Optional<String> text) {
        private static Call of(Journal.Entry call) {
            return new Call(
                    call.at(),
                    call.kind().name().toLowerCase(Locale.ROOT),
                    call.took().toMillis(),
                    call.text());
        }
    }

    @GET
    @SignedIn
    public Response download(String app, String client) throws IOException {
        AppId of = shell.enter(app).id();
        UUID id = new PathId(client).or404("client");
        AppClient found = clients.get(of, id);
        Masked configuration = clients.configuration(of, id);
        List<Masked> instance = instances.masked(of, found.typeId());
        UnaryOperator<String> hide = hiding(configuration, instance, grants.hiding(of, id));
        byte[] all = json.writeValueAsBytes(diagnostics(of, found, configuration, instance));
        return Response.ok(json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(Scrubbing.texts(json.readTree(all), hide)))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"client-" + id + ".json\"")
                .build();
    }

    private static UnaryOperator<String> hiding(
            Masked configuration, List<Masked> instance, UnaryOperator<String> tokens) {
        return text -> {
            String rest = tokens.apply(configuration.hide(text));
            for (Masked one : instance) {
                rest = one.hide(rest);
            }
            return Scrubbing.urls(rest);
        };
    }

    private Diagnostics diagnostics(AppId app, AppClient client, Masked configuration, List<Masked> instance) {
        UUID id = client.id().value();
        return new Diagnostics(
                clock.instant(),
                new Versions(version, Runtime.version().toString(), System.getProperty("os.name")),
                catalogue
                        .byType(client.typeId())
                        .map(t -> new Connector(
                                t.typeId(),
                                t.description().name(),
                                true,
                                t.interval().toString()))
                        .orElse(new Connector(client.typeId(), client.typeId(), false, "")),
                new About(
                        id,
                        app.value(),
                        client.subject(),
                        client.state().name(),
                        ClientWords.label(client.state()),
                        client.cause(),
                        client.since(),
                        client.live().lastSuccess(),
                        client.live().nextTry(),
                        client.live().staleSince(),
                        configuration.shown()),
                instance.stream().map(Masked::shown).toList(),
                clients.remaining(app, id),
                happened.things(app, id, THINGS).stream()
                        .flatMap(thing -> happened.whole(app, thing.id()).stream())
                        .toList(),
                happened.changes(app, id, Optional.empty(), CHANGES).stream()
                        .map(Change::of)
                        .toList(),
                clients.calls(app, id).stream().map(Call::of).toList());
    }
}
