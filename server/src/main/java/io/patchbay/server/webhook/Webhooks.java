package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.event.Events;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What apps do with their webhooks.
@Singleton
final class Webhooks {
    private static final Duration GRACE = Duration.ofHours(24);

    private final Db db;
    private final WebhookStore store;
    private final DeliveryStore deliveries;
    private final WebhookCheck check;
    private final Vault vault;
    private final Events events;
    private final Sender sender;
    private final Tail tail;
    private final InstantSource clock;

    Webhooks(
            Db db,
            WebhookStore store,
            DeliveryStore deliveries,
            WebhookCheck check,
            Vault vault,
            Events events,
            Sender sender,
            Tail tail,
            InstantSource clock) {
        this.db = db;
        this.store = store;
        this.deliveries = deliveries;
        this.check = check;
        this.vault = vault;
        this.events = events;
        this.sender = sender;
        this.tail = tail;
        this.clock = clock;
    }

    /// It gets what happens from now on.
    ///
    /// @return with its secret
    WebhookView create(AppId app, WebhookBody.New body) {
        check.made(body);
        UUID id = UUID.randomUUID();
        SigningSecret secret = SigningSecret.fresh();
        Webhook made = new Webhook(
                id,
                app,
                body.subject(),
                new Webhook.Sealed(
                        vault.seal(Objects.requireNonNull(body.url()), Webhook.urlContext(id)),
                        vault.seal(secret.text(), Webhook.secretContext(id)),
                        null,
                        null),
                distinct(body.types()),
                body.batch() == null ? 1 : body.batch(),
                true,
                null,
                events.horizon(),
                1,
                Webhook.Trouble.NONE,
                now());
        db.run(tx -> WebhookStore.insert(tx, made));
        tail.changed(made);
        return view(made, secret.text());
    }

    /// @throws ApiException 404
    Webhook find(AppId app, UUID id) {
        return store.find(app, id).orElseThrow(() -> ApiException.notFound("webhook"));
    }

    WebhookView get(AppId app, UUID id) {
        return view(find(app, id), null);
    }

    List<Webhook> page(AppId app, @Nullable UUID after, int limit) {
        return store.page(app, after, limit);
    }

    WebhookView change(AppId app, UUID id, WebhookBody.Changed body) {
        find(app, id);
        check.changed(body);
        String url = body.url();
        String status = body.status();
        WebhookStore.Change change = new WebhookStore.Change(
                url == null ? null : vault.seal(url, Webhook.urlContext(id)),
                body.types() == null ? null : distinct(body.types()),
                body.batch(),
                status == null ? null : status.equals("ENABLED"),
                WebhookStore.DISABLED_BY_APP);
        return changed(app, id, store.update(app, id, change));
    }

    void delete(AppId app, UUID id) {
        if (!store.delete(app, id)) {
            throw ApiException.notFound("webhook");
        }
        tail.changed(id);
    }

    /// Gives it another secret; the former one signs, too, for a day.
    ///
    /// @return with its secret
    WebhookView rotate(AppId app, UUID id) {
        SigningSecret secret = SigningSecret.fresh();
        byte[] sealed = vault.seal(secret.text(), Webhook.secretContext(id));
        changed(app, id, store.rotate(app, id, sealed, now().plus(GRACE)));
        return view(find(app, id), secret.text());
    }

    /// Delivers everything again that came at or after a position, or a time.
    WebhookView replay(AppId app, UUID id, ReplayFrom from) {
        find(app, id);
        long before = switch (from) {
            case ReplayFrom.Position(long position) -> {
                if (position > events.horizon()) {
                    throw ApiException.badRequest(
                            "from is after the newest event; at " + events.horizon() + " is the newest one.");
                }
                yield position - 1;
            }
            case ReplayFrom.Time(Instant time) -> events.before(app, time);
        };
        return changed(app, id, store.replay(app, id, before));
    }

    /// Sends it a message that tells of nothing, once, even while it is disabled.
    Attempt test(AppId app, UUID id) {
        Webhook webhook = find(app, id);
        try {
            Attempt attempt = sender.send(webhook, Envelope.test("test_" + UUID.randomUUID(), now()));
            deliveries.logAcrossApps(id, attempt);
            return attempt;
        } catch (InterruptedException e) {
            throw ApiException.unavailable("The service stops.", Duration.ofSeconds(10));
        }
    }

    /// The newest first.
    List<DeliveryStore.Delivery> deliveries(AppId app, UUID id, @Nullable Long before, int limit) {
        return deliveries.page(find(app, id), before, limit);
    }

    WebhookView view(Webhook webhook) {
        return view(webhook, null);
    }

    private WebhookView changed(AppId app, UUID id, boolean found) {
        if (!found) {
            throw ApiException.notFound("webhook");
        }
        Webhook now = find(app, id);
        if (now.enabled()) {
            tail.changed(now);
        } else {
            tail.changed(id);
        }
        return view(now, null);
    }

    private WebhookView view(Webhook webhook, @Nullable String secret) {
        return WebhookView.of(webhook, vault.open(webhook.sealed().url(), Webhook.urlContext(webhook.id())), secret);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static List<String> distinct(@Nullable List<@Nullable String> types) {
        return types == null
                ? List.of()
                : types.stream().filter(Objects::nonNull).distinct().toList();
    }
}
