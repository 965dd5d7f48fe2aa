package io.patchbay.server.console;

import io.patchbay.connector.description.Form;
import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.client.Census;
import io.patchbay.server.client.InstanceRemovals;
import io.patchbay.server.instance.InstanceEdits;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.PathId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The instances of an app: list, one, delete.
@Path("/console/apps/{app}/instances")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class InstancePageRoutes {
    /// How long a deletion is waited for before its progress is shown.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InstanceEdits instances;
    private final Census census;
    private final InstanceRemovals removals;
    private final Catalogue catalogue;
    private final Shell shell;
    private final Links links;

    InstancePageRoutes(
            InstanceEdits instances,
            Census census,
            InstanceRemovals removals,
            Catalogue catalogue,
            Shell shell,
            Links links) {
        this.instances = instances;
        this.census = census;
        this.removals = removals;
        this.catalogue = catalogue;
        this.shell = shell;
        this.links = links;
    }

    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record InstancesPage(App app, List<Row> rows) implements TemplateInstance {}

    record Row(UUID id, String type, String name, State state, Census.Counts counts, Instant created) {}

    /// How an instance's clients fare, as one word with its colour.
    record State(String dot, String words) {
        static State of(Census.Counts counts) {
            if (counts.total() == 0) {
                return new State("off", "No clients yet");
            }
            if (counts.failing() > 0) {
                return new State("bad", counts.failing() + " failing");
            }
            if (counts.consent() > 0) {
                return new State("warn", counts.consent() + " need consent");
            }
            return counts.started() > 0
                    ? new State("good", counts.started() + " running")
                    : new State("wait", "None running");
        }
    }

    /// @param inputs the configuration, with what is secret left out; empty if the connector is not installed any more
    /// @param callback where the vendor sends customers back to; empty if it does not
    /// @param removal its deletion, if that has begun
    /// @param problem with what was typed to confirm a deletion, or empty
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record InstancePage(
            App app,
            InstanceEdits.Stored instance,
            String name,
            boolean installed,
            List<FormInput> inputs,
            String callback,
            State state,
            Census.Counts counts,
            List<Quota> quotas,
            Optional<InstanceRemovals.Progress> removal,
            String problem)
            implements TemplateInstance {}

    /// What is left of a limit.
    record Quota(String words, Remaining remaining) {}

    @GET
    @SignedIn
    public String list(String app) {
        App found = shell.enter(app);
        Map<String, Census.Counts> counts = census.byType(found.id());
        List<Row> rows = instances.list(found.id()).stream()
                .map(one -> {
                    Census.Counts fare = counts.getOrDefault(one.typeId(), Census.Counts.NONE);
                    return new Row(
                            one.id().value(),
                            one.typeId(),
                            catalogue.name(one.typeId()),
                            State.of(fare),
                            fare,
                            one.created());
                })
                .toList();
        return new InstancesPage(found, rows).render();
    }

    @GET
    @Path("/{id}")
    @SignedIn
    public String show(String app, String id) {
        App found = shell.enter(app);
        return page(found, instance(found, id), "");
    }

    @POST
    @Path("/{id}/delete")
    @SignedIn
    public Response delete(String app, String id, @RestForm @Nullable String name) throws InterruptedException {
        App found = shell.enter(app);
        InstanceEdits.Stored instance = instance(found, id);
        if (!catalogue.name(instance.typeId()).equals(name == null ? "" : name.strip())) {
            return Response.status(400)
                    .entity(page(found, instance, "Type the connector's name to delete the instance."))
                    .build();
        }
        removals.begin(found.id(), instance.id(), PATIENCE);
        String list = "/apps/" + found.id() + "/instances";
        return removals.progress(instance.id()).isEmpty() ? shell.go(list) : shell.go(list + "/" + instance.id());
    }

    private InstanceEdits.Stored instance(App app, String id) {
        return instances.get(app.id(), new PathId(id).or404("connector instance"));
    }

    private String page(App app, InstanceEdits.Stored instance, String problem) {
        Optional<Portrait> tech = catalogue.byType(instance.typeId()).map(Portrait::new);
        Form form = tech.map(one -> one.technology().description().instance()).orElse(Form.empty());
        Census.Counts counts = census.byType(app.id()).getOrDefault(instance.typeId(), Census.Counts.NONE);
        return new InstancePage(
                        app,
                        instance,
                        catalogue.name(instance.typeId()),
                        tech.isPresent(),
                        FormInput.draw(form, FormInput.values(form, instance.shown()), instance.secrets(), List.of()),
                        tech.filter(Portrait::calledBack).isPresent()
                                ? links.root("/api/v1/connectors/oauth/callback")
                                : "",
                        State.of(counts),
                        counts,
                        tech.isPresent() ? quotas(app, instance) : List.of(),
                        removals.progress(instance.id()),
                        problem)
                .render();
    }

    private List<Quota> quotas(App app, InstanceEdits.Stored instance) {
        return instances.remaining(app.id(), instance.id().value()).stream()
                .map(left -> new Quota(
                        "%,d of %,d calls".formatted(left.calls(), left.limit()) + " left in the window of "
                                + Ago.span(Duration.parse(left.per())),
                        left))
                .toList();
    }
}
