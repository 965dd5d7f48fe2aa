package io.patchbay.server.console;

import io.patchbay.server.access.App;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.webhook.DeliveryView;
import io.patchbay.server.webhook.WebhookDesk;
import io.patchbay.server.webhook.WebhookView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The page of one webhook, which several routes answer with.
@Singleton
final class WebhookPages {
    private static final int PAGE = 20;

    private final WebhookDesk desk;

    WebhookPages(WebhookDesk desk) {
        this.desk = desk;
    }

    /// @param host     of its URL
    /// @param next     the cursor of the next page of deliveries, empty on the last
    /// @param first    whether the newest deliveries are shown, which then come by themselves
    /// @param tested   what the receiver said to a test just now
    /// @param replayed whether a replay has begun just now
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record WebhookPage(
            App app,
            WebhookView webhook,
            String host,
            List<WebhookDesk.Kept> deliveries,
            String next,
            boolean first,
            Optional<DeliveryView> tested,
            ReplayForm replay,
            boolean replayed)
            implements TemplateInstance {}

    /// @param note what to say about it
    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record WebhookSecretPage(App app, WebhookView webhook, String secret, String note) implements TemplateInstance {}

    /// What has just been done; nothing, mostly.
    record Done(Optional<DeliveryView> tested, ReplayForm replay, boolean replayed) {}

    /// @param before the cursor of a page of deliveries, or null
    /// @throws ApiException 404
    String page(App app, UUID id, @Nullable String before, Done done) {
        WebhookView webhook = desk.get(app.id(), id);
        Long cursor = number(before);
        Rows<WebhookDesk.Kept> rows = Rows.of(PAGE, most -> desk.deliveries(app.id(), id, cursor, most));
        return new WebhookPage(
                        app,
                        webhook,
                        host(webhook),
                        rows.shown(),
                        rows.more() ? String.valueOf(rows.last().number()) : "",
                        before == null,
                        done.tested(),
                        done.replay(),
                        done.replayed())
                .render();
    }

    /// Shown this once.
    String secret(App app, WebhookView webhook, String note) {
        String secret = webhook.secret();
        if (secret == null) {
            throw new IllegalArgumentException("the webhook comes without its secret");
        }
        return new WebhookSecretPage(app, webhook, secret, note).render();
    }

    static String host(WebhookView webhook) {
        String host = URI.create(webhook.url()).getHost();
        return host == null ? "Webhook" : host;
    }

    private static @Nullable Long number(@Nullable String before) {
        try {
            return before == null ? null : Long.valueOf(before);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("This link is not one of ours: begin at the first page.");
        }
    }
}
