package io.patchbay.server.console;

import io.patchbay.server.access.Open;
import io.patchbay.server.access.Sessions;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.SameOrigin;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// In and out.
@Path("/console")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class LoginRoutes {
    private final Sessions sessions;
    private final Shell shell;
    private final SameOrigin sameOrigin;

    LoginRoutes(Sessions sessions, Shell shell, SameOrigin sameOrigin) {
        this.sessions = sessions;
        this.shell = shell;
        this.sameOrigin = sameOrigin;
    }

    /// @param next where to go then, a path; empty for the beginning
    /// @param problem empty if there is none
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record LoginPage(String email, String next, String problem) implements TemplateInstance {}

    @GET
    @Path("/login")
    @Open
    public Response form(@QueryParam("next") @Nullable String next, RoutingContext exchange) {
        return sessions.recognize(exchange)
                ? shell.go("")
                : Response.ok(new LoginPage("", safe(next), "").render()).build();
    }

    @POST
    @Path("/login")
    @Open
    public Response login(
            @RestForm @Nullable String email,
            @RestForm @Nullable String password,
            @RestForm @Nullable String next,
            RoutingContext exchange) {
        sameOrigin.check(exchange);
        String who = email == null ? "" : email;
        try {
            NewCookie cookie = sessions.begin(who, password == null ? "" : password, exchange);
            String target = safe(next);
            Response answer = target.isEmpty()
                    ? shell.go("")
                    : Response.status(303).header(HttpHeaders.LOCATION, target).build();
            return Response.fromResponse(answer).cookie(cookie).build();
        } catch (ApiException e) {
            return Response.status(e.status())
                    .entity(new LoginPage(who, safe(next), String.valueOf(e.getMessage())).render())
                    .build();
        }
    }

    @POST
    @Path("/logout")
    @SignedIn
    public Response logout() {
        return Response.fromResponse(shell.go("/login")).cookie(sessions.end()).build();
    }

    /// Only to a page of the console: a link to the login must not lead elsewhere afterwards.
    private String safe(@Nullable String next) {
        String root = shell.root();
        return next != null
                        && (next.equals(root) || next.startsWith(root + "/"))
                        && next.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\')
                ? next
                : "";
    }
}
