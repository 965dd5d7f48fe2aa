package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.AppTokens;
import io.patchbay.server.access.Apps;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The API's own documentation, to be tried with a token of one of the visitor's apps.
@Path("/console/api")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ApiPageRoutes {
    private static final int MOST_APPS = 100;
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Apps apps;
    private final AppTokens tokens;
    private final Visitor visitor;
    private final Shell shell;

    ApiPageRoutes(Apps apps, AppTokens tokens, Visitor visitor, Shell shell) {
        this.apps = apps;
        this.tokens = tokens;
        this.visitor = visitor;
        this.shell = shell;
    }

    /// @param chosen the app that is chosen, or whose token is filled in; empty for none
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ApiPage(List<App> apps, Optional<App> chosen, Optional<AppTokens.Made> token) implements TemplateInstance {}

    @GET
    @SignedIn
    public String show(@QueryParam("app") @Nullable String app) {
        return page(app == null ? Optional.empty() : Optional.of(shell.enter(app)), Optional.empty());
    }

    /// Rendered at once: a token stands in no address, and is kept nowhere but in the page.
    @POST
    @SignedIn
    public Response fill(@RestForm @Nullable String app) {
        App chosen = shell.enter(app == null ? "" : app);
        AppTokens.Made made =
                tokens.make(visitor.account(), chosen.id().value(), EnumSet.copyOf(TokenRoutes.FOR_APPS), LIFETIME);
        return Response.status(201)
                .entity(page(Optional.of(chosen), Optional.of(made)))
                .build();
    }

    private String page(Optional<App> chosen, Optional<AppTokens.Made> token) {
        List<App> offered = new ArrayList<>(apps.page(visitor.account(), null, MOST_APPS));
        // one that is chosen is there, however many come before it
        chosen.filter(app -> !offered.contains(app)).ifPresent(offered::addFirst);
        return new ApiPage(offered, chosen, token).render();
    }
}
