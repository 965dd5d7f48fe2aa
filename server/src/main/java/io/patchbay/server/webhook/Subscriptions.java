package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The enabled webhooks that this node knows, by app, and how far the log is settled. Thread-safe.
@Singleton
final class Subscriptions {
    private final Map<UUID, Subscription> byId = new ConcurrentHashMap<>();
    private final Map<AppId, Set<Subscription>> byApp = new ConcurrentHashMap<>();
    private volatile long horizon;

    long horizon() {
        return horizon;
    }

    void settled(long position) {
        horizon = position;
    }

    Subscription add(Webhook webhook) {
        return byId.computeIfAbsent(webhook.id(), _ -> {
            Subscription made = new Subscription(webhook);
            byApp.compute(made.app, (_, present) -> {
                Set<Subscription> all = present == null ? ConcurrentHashMap.newKeySet() : present;
                all.add(made);
                return all;
            });
            return made;
        });
    }

    Optional<Subscription> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    void remove(Subscription subscription) {
        subscription.close();
        byId.remove(subscription.id, subscription);
        byApp.computeIfPresent(subscription.app, (_, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    void removeOf(AppId app) {
        List.copyOf(of(app)).forEach(this::remove);
    }

    Set<AppId> apps() {
        return byApp.keySet();
    }

    Collection<Subscription> of(AppId app) {
        return byApp.getOrDefault(app, Set.of());
    }

    Collection<Subscription> all() {
        return byId.values();
    }
}
