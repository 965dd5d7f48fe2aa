package io.patchbay.server.console;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.App;
import io.patchbay.server.access.Apps;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
import io.patchbay.server.client.Census;
import io.patchbay.server.web.ApiException;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The apps of the account: list, create, one, rotate its secret, delete.
@Path("/console/apps")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class AppPageRoutes {
    private static final int PAGE = 50;
    private static final Duration GRACE = Duration.ofHours(1);

    private final Apps apps;
    private final Visitor visitor;
    private final Shell shell;
    private final Census census;

    AppPageRoutes(Apps apps, Visitor visitor, Shell shell, Census census) {
        this.apps = apps;
        this.visitor = visitor;
        this.shell = shell;
        this.census = census;
    }

    /// @param next the cursor of the next page, empty on the last
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record AppsPage(List<App> apps, String next) implements TemplateInstance {}

    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record NewAppPage(String name, String problem) implements TemplateInstance {}

    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record AppPage(App app, Census.Counts counts) implements TemplateInstance {}

    /// @param note what to say about it
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record AppSecretPage(App app, String secret, String note) implements TemplateInstance {}

    /// @param problem empty if there is none
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record AppSettingsPage(App app, String problem) implements TemplateInstance {}

    @GET
    @SignedIn
    public String list(@QueryParam("after") @Nullable String after) {
        UUID cursor = after == null ? null : uuid(after);
        Rows<App> rows = Rows.of(PAGE, most -> apps.page(visitor.account(), cursor, most));
        return new AppsPage(rows.shown(), rows.more() ? rows.last().id().toString() : "").render();
    }

    @GET
    @Path("/new")
    @SignedIn
    public String form() {
        return new NewAppPage("", "").render();
    }

    @POST
    @SignedIn
    public Response create(@RestForm @Nullable String name) {
        try {
            Apps.Created made = apps.create(visitor.account(), name);
            App app = shell.enter(made.app().id().toString());
            return Response.status(201)
                    .entity(new AppSecretPage(app, made.secret().reveal(), "The app has been made.").render())
                    .build();
        } catch (ApiException e) {
            String problem =
                    e.problems().stream().findFirst().map(Problem::message).orElse(String.valueOf(e.getMessage()));
            return Response.status(e.status())
                    .entity(new NewAppPage(name == null ? "" : name, "The name " + problem + ".").render())
                    .build();
        }
    }

    @GET
    @Path("/{app}")
    @SignedIn
    public String show(String app) {
        App found = shell.enter(app);
        return new AppPage(found, census.of(found.id())).render();
    }

    @GET
    @Path("/{app}/settings")
    @SignedIn
    public String settings(String app) {
        return new AppSettingsPage(shell.enter(app), "").render();
    }

    @POST
    @Path("/{app}/secret")
    @SignedIn
    public String rotate(String app, @RestForm @Nullable String leaked) {
        App found = shell.enter(app);
        boolean ends = leaked != null;
        Apps.Rotated rotated = apps.rotate(visitor.account(), found.id().value(), ends ? Duration.ZERO : GRACE);
        return new AppSecretPage(
                        found,
                        rotated.secret().reveal(),
                        ends
                                ? "The former secret and all tokens of the app have ended."
                                : "The former secret works for another hour, so that you can change it where it is used.")
                .render();
    }

    @POST
    @Path("/{app}/delete")
    @SignedIn
    public Response delete(String app, @RestForm @Nullable String name) {
        App found = shell.enter(app);
        if (!found.name().equals(name == null ? "" : name.strip())) {
            return Response.status(400)
                    .entity(new AppSettingsPage(found, "Type the app's name to delete it.").render())
                    .build();
        }
        apps.delete(visitor.account(), found.id().value());
        return shell.go("/apps");
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("This link is not one of ours: begin at the first page.");
        }
    }
}
