package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.patchbay.server.webhook.DeliveryView;
import io.patchbay.server.webhook.ReplayFrom;
import io.patchbay.server.webhook.WebhookBody;
import io.patchbay.server.webhook.WebhookDesk;
import io.patchbay.server.webhook.WebhookView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// What is done with one webhook: tested, replayed, switched on and off, given another secret.
@Path("/console/apps/{app}/webhooks/{webhook}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class DeliveryPageRoutes {
    private final WebhookDesk desk;
    private final WebhookPages pages;
    private final Shell shell;

    DeliveryPageRoutes(WebhookDesk desk, WebhookPages pages, Shell shell) {
        this.desk = desk;
        this.pages = pages;
        this.shell = shell;
    }

    /// Rendered at once: what the receiver says is worth more than a reload that asks before it sends another.
    @POST
    @Path("/test")
    @SignedIn
    public String test(String app, String webhook) {
        App found = shell.enter(app);
        DeliveryView said = desk.test(found.id(), id(webhook));
        return pages.page(found, id(webhook), null, new WebhookPages.Done(Optional.of(said), ReplayForm.EMPTY, false));
    }

    @POST
    @Path("/replay")
    @SignedIn
    public Response replay(
            String app,
            String webhook,
            @RestForm @Nullable String from,
            @RestForm @Nullable String time,
            @RestForm @Nullable String position) {
        App found = shell.enter(app);
        UUID id = desk.get(found.id(), id(webhook)).id();
        ReplayForm form = ReplayForm.typed(from, time, position);
        Optional<ReplayFrom> begin = form.read();
        if (begin.isEmpty()) {
            return refused(found, id, form.wrong());
        }
        try {
            desk.replay(found.id(), id, begin.get());
            return shell.go(path(found, id) + "?replayed=yes");
        } catch (ApiException e) {
            if (e.status() != 400) {
                throw e;
            }
            return refused(found, id, form.wrong("That is after the newest event; there is nothing to deliver again."));
        }
    }

    private Response refused(App app, UUID id, ReplayForm form) {
        return Response.status(400)
                .entity(pages.page(app, id, null, new WebhookPages.Done(Optional.empty(), form, false)))
                .build();
    }

    @POST
    @Path("/enable")
    @SignedIn
    public Response enable(String app, String webhook) {
        return become(app, webhook, "ENABLED");
    }

    @POST
    @Path("/disable")
    @SignedIn
    public Response disable(String app, String webhook) {
        return become(app, webhook, "DISABLED");
    }

    private Response become(String app, String webhook, String status) {
        App found = shell.enter(app);
        WebhookView changed = desk.change(found.id(), id(webhook), new WebhookBody.Changed(null, null, null, status));
        return shell.go(path(found, changed.id()));
    }

    @POST
    @Path("/secret")
    @SignedIn
    public String secret(String app, String webhook) {
        App found = shell.enter(app);
        return pages.secret(
                found,
                desk.rotate(found.id(), id(webhook)),
                "For 24 hours deliveries carry two signatures, of the new secret and of the former one, so that you"
                        + " can change over.");
    }

    private static String path(App app, UUID webhook) {
        return "/apps/" + app.id() + "/webhooks/" + webhook;
    }

    private static UUID id(String webhook) {
        return new PathId(webhook).or404("webhook");
    }
}
