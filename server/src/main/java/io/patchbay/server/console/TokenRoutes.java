package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.AppTokens;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.access.Visitor;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// Tokens of an app: those that are good now, and new ones to try the API with.
@Path("/console/apps/{app}/tokens")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class TokenRoutes {
    static final List<Scope> FOR_APPS =
            Arrays.stream(Scope.values()).filter(scope -> scope != Scope.CORE).toList();

    private final AppTokens tokens;
    private final Visitor visitor;
    private final Shell shell;

    TokenRoutes(AppTokens tokens, Visitor visitor, Shell shell) {
        this.tokens = tokens;
        this.visitor = visitor;
        this.shell = shell;
    }

    /// @param made the token just made, to be shown this once
    /// @param problem empty if there is none
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record TokensPage(
            App app,
            List<AppTokens.Listed> tokens,
            List<Scope> scopes,
            List<Life> lives,
            Optional<AppTokens.Made> made,
            String problem)
            implements TemplateInstance {}

    /// How long a token may last.
    enum Life {
        HOUR("1 hour", Duration.ofHours(1)),
        DAY("1 day", Duration.ofDays(1)),
        MONTH("30 days", Duration.ofDays(30));

        private final String words;
        private final Duration duration;

        Life(String words, Duration duration) {
            this.words = words;
            this.duration = duration;
        }

        public String words() {
            return words;
        }
    }

    @GET
    @SignedIn
    public String list(String app) {
        return page(shell.enter(app), Optional.empty(), "");
    }

    @POST
    @SignedIn
    public Response make(String app, @RestForm @Nullable List<String> scope, @RestForm @Nullable String life) {
        App found = shell.enter(app);
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        List<String> asked = scope == null ? List.of() : scope;
        asked.stream().map(Scope::of).flatMap(Optional::stream).forEach(scopes::add);
        Optional<Life> lasting = Arrays.stream(Life.values())
                .filter(one -> one.name().equals(life))
                .findFirst();
        if (scopes.isEmpty() || lasting.isEmpty() || !FOR_APPS.containsAll(scopes)) {
            return Response.status(400)
                    .entity(page(found, Optional.empty(), "Choose what the token may do, and how long it lasts."))
                    .build();
        }
        AppTokens.Made made = tokens.make(visitor.account(), found.id().value(), scopes, lasting.get().duration);
        return Response.status(201).entity(page(found, Optional.of(made), "")).build();
    }

    @POST
    @Path("/{token}/revoke")
    @SignedIn
    public Response revoke(String app, String token) {
        App found = shell.enter(app);
        tokens.revoke(visitor.account(), found.id().value(), token);
        return shell.go("/apps/" + found.id() + "/tokens");
    }

    private String page(App app, Optional<AppTokens.Made> made, String problem) {
        return new TokensPage(
                        app,
                        tokens.list(visitor.account(), app.id().value()),
                        FOR_APPS,
                        List.of(Life.values()),
                        made,
                        problem)
                .render();
    }
}
