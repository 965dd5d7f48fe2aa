package io.patchbay.server.console;

import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.InstanceEdits;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.PathId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/// The form of an instance, drawn from its connector's description: fill in, try at the vendor, save. A script takes
/// only the outcome, so that the form stays as it was typed; without scripts the page comes again, without secrets.
@Path("/console/apps/{app}/instances")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class InstanceFormRoutes {
    private static final String BY_SCRIPT = "HX-Request";

    private final InstanceEdits instances;
    private final Catalogue catalogue;
    private final Shell shell;
    private final Links links;

    InstanceFormRoutes(InstanceEdits instances, Catalogue catalogue, Shell shell, Links links) {
        this.instances = instances;
        this.catalogue = catalogue;
        this.shell = shell;
        this.links = links;
    }

    /// @param action   where the form goes, below the app
    /// @param stored   what is edited; empty for a new one
    /// @param callback where the vendor sends customers back to; empty if it does not
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record InstanceFormPage(
            App app,
            Portrait tech,
            String action,
            Optional<InstanceEdits.Stored> stored,
            String revision,
            List<FormInput> inputs,
            String callback,
            Outcome outcome)
            implements TemplateInstance {}

    /// The outcome alone, and what is wrong with each field.
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record InstanceFormOutcome(Outcome outcome, List<FormInput> inputs) implements TemplateInstance {}

    /// @param tone  good, warn or bad; empty if there is nothing to say
    /// @param words sentences
    record Outcome(int status, String tone, List<String> words) {
        static final Outcome NONE = new Outcome(200, "", List.of());
    }

    /// What is filled in.
    ///
    /// @param stored what is edited; empty for a new one
    private record Sheet(App app, Technology technology, Optional<InstanceEdits.Stored> stored, String revision) {
        Form form() {
            return technology.description().instance();
        }

        Set<String> secrets() {
            return stored.map(InstanceEdits.Stored::secrets).orElse(Set.of());
        }

        String action() {
            return "/apps/" + app.id() + "/instances"
                    + stored.map(known -> "/" + known.id() + "/edit").orElse("/new");
        }
    }

    /// Saves or tries; gives where the browser goes, or nothing if it stays.
    private interface Deed {
        Optional<String> on(Map<String, @Nullable Object> configuration);
    }

    @GET
    @Path("/new")
    @SignedIn
    public Response fresh(String app, @QueryParam("type") @Nullable String type) {
        App found = shell.enter(app);
        if (type == null) {
            return shell.go("/apps/" + found.id() + "/catalogue");
        }
        Sheet sheet = fresh(found, type);
        Optional<InstanceEdits.Listed> known = instances.list(found.id()).stream()
                .filter(one -> one.typeId().equals(type))
                .findFirst();
        return known.isPresent()
                ? shell.go("/apps/" + found.id() + "/instances/" + known.get().id() + "/edit")
                : Response.ok(page(sheet, FormInput.values(sheet.form(), Map.of()), List.of(), Outcome.NONE))
                        .build();
    }

    @POST
    @Path("/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @SignedIn
    public Response create(
            String app,
            @QueryParam("type") @Nullable String type,
            @HeaderParam(BY_SCRIPT) @Nullable String script,
            @Context ServerRequestContext request) {
        Sheet sheet = fresh(shell.enter(app), type == null ? "" : type);
        return done(
                sheet,
                script != null,
                request,
                given -> Optional.of("/apps/" + sheet.app().id() + "/instances/"
                        + instances.create(sheet.app().id(), sheet.technology().typeId(), given)));
    }

    @POST
    @Path("/new/try")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @SignedIn
    public Response tryFresh(
            String app,
            @QueryParam("type") @Nullable String type,
            @HeaderParam(BY_SCRIPT) @Nullable String script,
            @Context ServerRequestContext request) {
        Sheet sheet = fresh(shell.enter(app), type == null ? "" : type);
        return done(sheet, script != null, request, given -> {
            instances.tryOut(sheet.app().id(), sheet.technology(), given);
            return Optional.empty();
        });
    }

    @GET
    @Path("/{id}/edit")
    @SignedIn
    public String edit(String app, String id) {
        Sheet sheet = stored(shell.enter(app), id, Optional.empty());
        Map<String, @Nullable Object> shown =
                sheet.stored().map(InstanceEdits.Stored::shown).orElse(Map.of());
        return page(sheet, FormInput.values(sheet.form(), shown), List.of(), Outcome.NONE);
    }

    @POST
    @Path("/{id}/edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @SignedIn
    public Response save(
            String app,
            String id,
            @HeaderParam(BY_SCRIPT) @Nullable String script,
            @Context ServerRequestContext request) {
        Sheet sheet = stored(shell.enter(app), id, Optional.of(TypedForm.given(request, "revision")));
        UUID instance = new PathId(id).or404("connector instance");
        boolean alternate = TypedForm.given(request, "forget").isEmpty();
        return done(sheet, script != null, request, given -> {
            instances.replace(sheet.app().id(), instance, sheet.revision(), given, alternate);
            return Optional.of("/apps/" + sheet.app().id() + "/instances/" + instance);
        });
    }

    @POST
    @Path("/{id}/edit/try")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @SignedIn
    public Response tryEdited(
            String app,
            String id,
            @HeaderParam(BY_SCRIPT) @Nullable String script,
            @Context ServerRequestContext request) {
        Sheet sheet = stored(shell.enter(app), id, Optional.of(TypedForm.given(request, "revision")));
        return done(sheet, script != null, request, given -> {
            instances.tryOut(sheet.app().id(), new PathId(id).or404("connector instance"), given);
            return Optional.empty();
        });
    }

    private Sheet fresh(App app, String type) {
        Technology technology = catalogue.byType(type).orElseThrow(() -> ApiException.notFound("connector"));
        return new Sheet(app, technology, Optional.empty(), "");
    }

    /// @param revision that the editor saw; empty for the present one
    private Sheet stored(App app, String id, Optional<String> revision) {
        InstanceEdits.Stored known = instances.get(app.id(), new PathId(id).or404("connector instance"));
        Technology technology =
                catalogue.byType(known.typeId()).orElseThrow(() -> ApiException.notFound("connector any more"));
        return new Sheet(app, technology, Optional.of(known), revision.orElse(known.revision()));
    }

    private Response done(Sheet sheet, boolean byScript, ServerRequestContext request, Deed deed) {
        TypedForm typed = new TypedForm(sheet.form(), request);
        String vendor = sheet.technology().description().name();
        try {
            Optional<String> next = deed.on(typed.configuration());
            if (next.isPresent()) {
                return byScript
                        ? Response.noContent()
                                .header("HX-Redirect", shell.root() + next.get())
                                .build()
                        : shell.go(next.get());
            }
            Outcome works = new Outcome(
                    200, "good", List.of("It works: " + vendor + " accepts this configuration. Nothing is saved yet."));
            return answer(sheet, byScript, typed, List.of(), works);
        } catch (ApiException e) {
            return answer(sheet, byScript, typed, e.problems(), outcome(sheet, e));
        }
    }

    private static Outcome outcome(Sheet sheet, ApiException e) {
        if (!e.problems().isEmpty()) {
            List<String> others = FormInput.others(sheet.form(), e.problems());
            return new Outcome(
                    e.status(), "bad", others.isEmpty() ? List.of("Some fields need another look.") : others);
        }
        if (e.status() == 409) {
            return new Outcome(
                    409,
                    "warn",
                    List.of(
                            sheet.stored().isEmpty()
                                    ? "This app has an instance of "
                                            + sheet.technology().description().name()
                                            + " already: somebody has made it meanwhile."
                                    : "Somebody has changed this instance while you edited it. Nothing was saved: load the page"
                                            + " again to see what it is now."));
        }
        return new Outcome(e.status(), e.status() >= 500 ? "warn" : "bad", List.of(String.valueOf(e.getMessage())));
    }

    private Response answer(Sheet sheet, boolean byScript, TypedForm typed, List<Problem> problems, Outcome outcome) {
        if (byScript) {
            // 200: what is not, a script would not show
            List<FormInput> inputs = FormInput.draw(sheet.form(), typed.typed(), sheet.secrets(), problems);
            return Response.ok(new InstanceFormOutcome(outcome, inputs).render())
                    .build();
        }
        return Response.status(outcome.status())
                .entity(page(sheet, typed.typed(), problems, outcome))
                .build();
    }

    private String page(Sheet sheet, Map<String, String> values, List<Problem> problems, Outcome outcome) {
        Portrait tech = new Portrait(sheet.technology());
        return new InstanceFormPage(
                        sheet.app(),
                        tech,
                        sheet.action(),
                        sheet.stored(),
                        sheet.revision(),
                        FormInput.draw(sheet.form(), values, sheet.secrets(), problems),
                        tech.calledBack() ? links.root("/api/v1/connectors/oauth/callback") : "",
                        outcome)
                .render();
    }
}
