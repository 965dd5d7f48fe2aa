package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.client.AppClient;
import io.patchbay.server.client.AppClients;
import io.patchbay.server.connect.ConnectLinks;
import io.patchbay.server.connect.ConnectLinks.Link;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Links;
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
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// A link to the connect page for one customer, made by hand: to try it, to send it to somebody, or for a client that
/// needs its customer once more.
@Path("/console/apps/{app}/connect")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class ConnectLinkRoutes {
    private final ConnectLinks links;
    private final AppClients clients;
    private final Links own;
    private final Shell shell;

    ConnectLinkRoutes(ConnectLinks links, AppClients clients, Links own, Shell shell) {
        this.links = links;
        this.clients = clients;
        this.own = own;
        this.shell = shell;
    }

    /// @param made the link, to be shown this once
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ConnectLinkPage(App app, Typed typed, Wrong wrong, Optional<Link> made) implements TemplateInstance {}

    /// @param client that is to be connected again, or empty
    record Typed(String type, String subject, String back, String client) {}

    /// What is wrong with each field, and with none of them; empty where nothing is.
    record Wrong(String type, String subject, String back, String whole) {
        static final Wrong NOTHING = new Wrong("", "", "", "");

        static Wrong of(ApiException refused) {
            return refused.problems().isEmpty()
                    ? new Wrong("", "", "", String.valueOf(refused.getMessage()))
                    : new Wrong(
                            refused.problem("connector_types"),
                            refused.problem("subject"),
                            refused.problem("return_url"),
                            refused.problem("client_id"));
        }
    }

    /// @param client that is to be connected again
    @GET
    @SignedIn
    public String form(
            String app, @QueryParam("type") @Nullable String type, @QueryParam("client") @Nullable UUID client) {
        App found = shell.enter(app);
        String back = own.root("/console/apps/" + found.id() + "/clients");
        Typed typed = new Typed(text(type), "", back, "");
        if (client != null) {
            AppClient again = clients.get(found.id(), client);
            typed = new Typed(again.typeId(), again.subject(), back, client.toString());
        }
        return new ConnectLinkPage(found, typed, Wrong.NOTHING, Optional.empty()).render();
    }

    @POST
    @SignedIn
    public Response make(
            String app,
            @RestForm @Nullable String type,
            @RestForm @Nullable String subject,
            @RestForm @Nullable String back,
            @RestForm @Nullable String client) {
        App found = shell.enter(app);
        Typed typed = new Typed(text(type), text(subject), text(back), text(client));
        try {
            Link made = links.open(
                    found.id(),
                    typed.subject(),
                    typed.type(),
                    typed.back(),
                    typed.client().isEmpty() ? null : typed.client());
            return answer(201, new ConnectLinkPage(found, typed, Wrong.NOTHING, Optional.of(made)));
        } catch (ApiException e) {
            return answer(e.status(), new ConnectLinkPage(found, typed, Wrong.of(e), Optional.empty()));
        }
    }

    private static Response answer(int status, ConnectLinkPage page) {
        return Response.status(status).entity(page.render()).build();
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
