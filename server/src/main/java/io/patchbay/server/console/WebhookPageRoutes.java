package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.access.SignedIn;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.PathId;
import io.patchbay.server.webhook.WebhookDesk;
import io.patchbay.server.webhook.WebhookView;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The webhooks of an app: list, make, one, change, delete.
@Path("/console/apps/{app}/webhooks")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
final class WebhookPageRoutes {
    private static final int PAGE = 20;

    private final WebhookDesk desk;
    private final WebhookPages pages;
    private final Shell shell;

    WebhookPageRoutes(WebhookDesk desk, WebhookPages pages, Shell shell) {
        this.desk = desk;
        this.pages = pages;
        this.shell = shell;
    }

    /// @param next the cursor of the next page, empty on the last
    /// @param first whether this is the first page
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record WebhooksPage(App app, List<WebhookDesk.Listed> webhooks, String next, boolean first)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record NewWebhookPage(App app, WebhookForm form, List<String> types, int most) implements TemplateInstance {}

    /// @param problem of its deletion, empty if there is none
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record EditWebhookPage(
            App app, UUID id, String host, WebhookForm form, List<String> types, int most, String problem)
            implements TemplateInstance {}

    @GET
    @SignedIn
    public String list(String app, @QueryParam("after") @Nullable String after) {
        App found = shell.enter(app);
        UUID cursor = after == null ? null : new PathId(after).or404("page of webhooks");
        Rows<WebhookDesk.Listed> rows = Rows.of(PAGE, most -> desk.page(found.id(), cursor, most));
        String next = rows.more() ? rows.last().webhook().id().toString() : "";
        return new WebhooksPage(found, rows.shown(), next, after == null).render();
    }

    @GET
    @Path("/new")
    @SignedIn
    public String form(String app) {
        return blank(shell.enter(app), WebhookForm.EMPTY);
    }

    @POST
    @SignedIn
    public Response create(
            String app,
            @RestForm @Nullable String url,
            @RestForm @Nullable List<String> type,
            @RestForm @Nullable String subject,
            @RestForm @Nullable String batch) {
        App found = shell.enter(app);
        WebhookForm form = WebhookForm.typed(url, type, subject, batch);
        try {
            WebhookView made = desk.create(found.id(), form.made());
            return Response.status(201)
                    .entity(pages.secret(found, made, "The webhook has been made. It gets what happens from now on."))
                    .build();
        } catch (ApiException e) {
            return refused(e, blank(found, form.with(e)));
        }
    }

    @GET
    @Path("/{webhook}")
    @SignedIn
    public String show(
            String app,
            String webhook,
            @QueryParam("before") @Nullable String before,
            @QueryParam("replayed") @Nullable String replayed) {
        App found = shell.enter(app);
        WebhookPages.Done done = new WebhookPages.Done(Optional.empty(), ReplayForm.EMPTY, replayed != null);
        return pages.page(found, id(webhook), before, done);
    }

    @GET
    @Path("/{webhook}/edit")
    @SignedIn
    public String edit(String app, String webhook) {
        App found = shell.enter(app);
        WebhookView present = desk.get(found.id(), id(webhook));
        return filled(found, present, WebhookForm.of(present), "");
    }

    @POST
    @Path("/{webhook}")
    @SignedIn
    public Response change(
            String app,
            String webhook,
            @RestForm @Nullable String url,
            @RestForm @Nullable List<String> type,
            @RestForm @Nullable String batch) {
        App found = shell.enter(app);
        WebhookView present = desk.get(found.id(), id(webhook));
        WebhookForm form = WebhookForm.typed(url, type, present.subject(), batch);
        try {
            desk.change(found.id(), present.id(), form.changed());
            return shell.go("/apps/" + found.id() + "/webhooks/" + present.id());
        } catch (ApiException e) {
            return refused(e, filled(found, present, form.with(e), ""));
        }
    }

    @POST
    @Path("/{webhook}/delete")
    @SignedIn
    public Response delete(String app, String webhook, @RestForm @Nullable String sure) {
        App found = shell.enter(app);
        WebhookView present = desk.get(found.id(), id(webhook));
        if (sure == null) {
            return Response.status(400)
                    .entity(filled(found, present, WebhookForm.of(present), "Tick that you want to delete it."))
                    .build();
        }
        desk.delete(found.id(), present.id());
        return shell.go("/apps/" + found.id() + "/webhooks");
    }

    private String blank(App app, WebhookForm form) {
        return new NewWebhookPage(app, form, desk.types(), desk.mostEvents()).render();
    }

    private String filled(App app, WebhookView webhook, WebhookForm form, String problem) {
        return new EditWebhookPage(
                        app, webhook.id(), WebhookPages.host(webhook), form, desk.types(), desk.mostEvents(), problem)
                .render();
    }

    /// With the problems at their fields; what is no field's goes on to the error page.
    private static Response refused(ApiException refusal, String page) {
        if (refusal.problems().isEmpty()) {
            throw refusal;
        }
        return Response.status(refusal.status()).entity(page).build();
    }

    private static UUID id(String webhook) {
        return new PathId(webhook).or404("webhook");
    }
}
