package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.action.ActionView;
import io.patchbay.server.action.Actions;
import io.patchbay.server.thing.ThingAction;
import io.patchbay.server.thing.ThingActions;
import io.patchbay.server.thing.ThingActions.Offer;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What can be asked of a thing, what was, and what came of it.
@Path("/console/apps/{app}/things/{thing}/actions")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ThingActionPageRoutes {
    private static final int SHOWN = 20;
    private static final String FIELD = "p.";

    private final Actions actions;
    private final ThingActions offers;
    private final Shell shell;

    ThingActionPageRoutes(Actions actions, ThingActions offers, Shell shell) {
        this.actions = actions;
        this.offers = offers;
        this.shell = shell;
    }

    /// @param pending whether the outcome of one of them is still to come
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ThingActionsPage(App app, UUID thing, List<Form> forms, List<ActionView> requests, boolean pending)
            implements TemplateInstance {}

    /// An action to be filled in.
    ///
    /// @param key     of its fields' ids
    /// @param problem what is wrong with it as a whole; empty if nothing is
    record Form(String key, Offer offer, List<Field> fields, String problem) {}

    /// @param value   as it was typed
    /// @param problem empty if there is none
    record Field(String id, String name, ThingAction.Parameter parameter, String value, String problem) {
        public String label() {
            String words =
                    parameter.name().replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ');
            return words.substring(0, 1).toUpperCase(Locale.ROOT)
                    + words.substring(1).toLowerCase(Locale.ROOT);
        }

        public String minimum() {
            return parameter.minimum().map(n -> n.toPlainString()).orElse("");
        }

        public String maximum() {
            return parameter.maximum().map(n -> n.toPlainString()).orElse("");
        }
    }

    /// A form as it was sent.
    private record Sent(String component, String action, Map<String, String> values, ApiException refused) {
        boolean is(Offer offer) {
            return offer.component().equals(component) && offer.id().equals(action);
        }
    }

    @GET
    @SignedIn
    public String show(String app, String thing) {
        App found = shell.enter(app);
        return page(found, new PathId(thing).or404("thing"), Optional.empty());
    }

    @POST
    @Path("/{component}/{action}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @SignedIn
    public Response ask(
            String app, String thing, String component, String action, MultivaluedMap<String, String> form) {
        App found = shell.enter(app);
        UUID id = new PathId(thing).or404("thing");
        Map<String, String> values = new HashMap<>();
        form.forEach((name, texts) -> {
            if (name.startsWith(FIELD)) {
                values.put(name.substring(FIELD.length()), texts.getFirst().strip());
            }
        });
        try {
            actions.ask(found.id(), id, component, action, values);
            return shell.go("/apps/" + found.id() + "/things/" + id + "/actions");
        } catch (ApiException e) {
            if (e.status() == 404) {
                throw e;
            }
            return Response.status(e.status())
                    .entity(page(found, id, Optional.of(new Sent(component, action, values, e))))
                    .build();
        }
    }

    private String page(App app, UUID thing, Optional<Sent> sent) {
        List<ActionView> requests = actions.recent(app.id(), thing, SHOWN);
        List<Form> forms = offers.offers(app.id(), thing).stream()
                .map(offer -> form(offer, sent.filter(one -> one.is(offer))))
                .toList();
        boolean pending = requests.stream().anyMatch(one -> one.status().equals("PENDING"));
        return new ThingActionsPage(app, thing, forms, requests, pending).render();
    }

    private static Form form(Offer offer, Optional<Sent> sent) {
        String key = offer.component() + "-" + offer.id();
        List<Field> fields = offer.parameters().stream()
                .map(parameter -> new Field(
                        key + "-" + parameter.name(),
                        FIELD + parameter.name(),
                        parameter,
                        sent.map(one -> one.values().getOrDefault(parameter.name(), ""))
                                .orElse(""),
                        sent.map(one -> one.refused().problem(parameter.name())).orElse("")))
                .toList();
        String problem = sent.map(Sent::refused)
                .filter(e -> e.problems().isEmpty())
                .map(e -> String.valueOf(e.getMessage()))
                .orElse("");
        return new Form(key, offer, fields, problem);
    }
}
