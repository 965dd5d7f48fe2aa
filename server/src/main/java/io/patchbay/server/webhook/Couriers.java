package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.event.Event;
import io.patchbay.server.event.Events;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Starts those who deliver, and gives them what they need. Couriers of all webhooks together use few of the database's
/// connections.
@Singleton
final class Couriers {
    private static final int CONNECTIONS = 4;

    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final Sender sender;
    private final Events events;
    private final Ownership ownership;
    private final Subscriptions subscriptions;
    private final InstantSource clock;
    private final Semaphore database = new Semaphore(CONNECTIONS, true);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Couriers(
            WebhookStore webhooks,
            DeliveryStore deliveries,
            Sender sender,
            Events events,
            Ownership ownership,
            Subscriptions subscriptions,
            InstantSource clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sender = sender;
        this.events = events;
        this.ownership = ownership;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    private interface Query<T> {
        T ask();
    }

    private <T> T query(Query<T> query) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("the service stops");
        }
        database.acquire();
        try {
            return query.ask();
        } finally {
            database.release();
        }
    }

    /// The caller has been told to, by the subscription.
    void start(Subscription subscription) {
        Thread thread = Thread.ofVirtual().name("webhook " + subscription.id).unstarted(() -> {
            try {
                new Courier(subscription, this).run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    /// Whether this node delivers it: it owns its slice.
    boolean isMine(Subscription subscription) {
        return !stopping && ownership.epoch(Slice.of(subscription.id)).isPresent();
    }

    Optional<Webhook> webhook(UUID id) throws InterruptedException {
        return query(() -> webhooks.findAcrossApps(id));
    }

    void forget(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    long horizon() {
        return subscriptions.horizon();
    }

    List<Event> read(AppId app, long after, long upTo) throws InterruptedException {
        return upTo <= after ? List.of() : query(() -> events.read(Optional.of(app), after, upTo, Courier.WINDOW));
    }

    Round round(Webhook to) {
        return new Round(sender, to);
    }

    /// Written even when the service stops, for the messages have been sent.
    boolean advance(DeliveryStore.Progress progress, List<Attempt> attempts) {
        database.acquireUninterruptibly();
        try {
            return deliveries.advanceAcrossApps(progress, attempts);
        } finally {
            database.release();
        }
    }

    void prune(Subscription subscription) {
        deliveries.pruneAcrossApps(subscription.id);
    }

    Instant now() {
        return clock.instant();
    }

    /// Lets requests end that are under way, for a while.
    void stop(Duration most) throws InterruptedException {
        stopping = true;
        subscriptions.all().forEach(Subscription::close);
        long end = System.nanoTime() + most.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(1));
        }
    }
}
