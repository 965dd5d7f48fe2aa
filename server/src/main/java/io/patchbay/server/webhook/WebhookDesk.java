package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import io.patchbay.server.event.EventType;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An app's webhooks as its developer looks after them by hand: the API's verbs, with lists that say how each fares.
/// What is wrong comes as [io.patchbay.server.web.ApiException]: 400 with a problem a field, 404 for another app's.
///
/// Any thread may call; it blocks for the database, and [#test] for the receiver, 15 s at most.
@Singleton
public final class WebhookDesk {
    private static final int MOST_TROUBLED = 20;

    private final Webhooks webhooks;
    private final WebhookStore store;
    private final DeliveryStore deliveries;

    WebhookDesk(Webhooks webhooks, WebhookStore store, DeliveryStore deliveries) {
        this.webhooks = webhooks;
        this.store = store;
        this.deliveries = deliveries;
    }

    /// @param last its latest delivery, if one is kept
    public record Listed(WebhookView webhook, Optional<DeliveryView> last) {}

    /// @param number for the next page: older ones have smaller numbers
    public record Kept(long number, DeliveryView delivery) {}

    /// A webhook that does not deliver.
    public record Troubled(AppId app, WebhookView webhook) {}

    /// The names of all types of events.
    public List<String> types() {
        return Arrays.stream(EventType.values()).map(EventType::wire).toList();
    }

    /// How many events one delivery may carry.
    public int mostEvents() {
        return WebhookCheck.MOST_EVENTS;
    }

    /// By id.
    ///
    /// @param after the last id of the page before, or null
    public List<Listed> page(AppId app, @Nullable UUID after, int limit) {
        List<Webhook> found = store.page(app, after, limit);
        Map<UUID, DeliveryView> last = deliveries
                .latest(app, found.stream().map(Webhook::id).toList())
                .stream()
                .collect(Collectors.toMap(DeliveryStore.Latest::webhook, latest -> DeliveryView.of(latest.delivery())));
        return found.stream()
                .map(webhook -> new Listed(webhooks.view(webhook), Optional.ofNullable(last.get(webhook.id()))))
                .toList();
    }

    /// Those of some apps that are disabled for what their receivers did, or fail: twenty at most.
    public List<Troubled> troubled(Collection<AppId> apps) {
        return store.troubledAcrossApps(apps, MOST_TROUBLED).stream()
                .map(webhook -> new Troubled(webhook.app(), webhooks.view(webhook)))
                .toList();
    }

    public WebhookView get(AppId app, UUID id) {
        return webhooks.get(app, id);
    }

    /// As [Webhooks#create].
    public WebhookView create(AppId app, WebhookBody.New body) {
        return webhooks.create(app, body);
    }

    /// What is null in the body stays.
    public WebhookView change(AppId app, UUID id, WebhookBody.Changed body) {
        return webhooks.change(app, id, body);
    }

    /// As [Webhooks#rotate].
    public WebhookView rotate(AppId app, UUID id) {
        return webhooks.rotate(app, id);
    }

    /// As [Webhooks#replay].
    public WebhookView replay(AppId app, UUID id, ReplayFrom from) {
        return webhooks.replay(app, id, from);
    }

    /// As [Webhooks#test].
    public DeliveryView test(AppId app, UUID id) {
        return DeliveryView.of(webhooks.test(app, id));
    }

    public void delete(AppId app, UUID id) {
        webhooks.delete(app, id);
    }

    /// The newest first.
    ///
    /// @param before the number of the last one on the page before, or null
    public List<Kept> deliveries(AppId app, UUID id, @Nullable Long before, int limit) {
        Function<DeliveryStore.Delivery, Kept> kept =
                delivery -> new Kept(delivery.number(), DeliveryView.of(delivery));
        return webhooks.deliveries(app, id, before, limit).stream().map(kept).toList();
    }
}
