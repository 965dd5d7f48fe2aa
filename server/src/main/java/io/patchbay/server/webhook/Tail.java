package io.patchbay.server.webhook;

import io.patchbay.server.access.AppDeleting;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.AppSpared;
import io.patchbay.server.event.Concern;
import io.patchbay.server.event.Events;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows the change log for all webhooks of this node: one query for what came, and only those it concerns are woken.
@Singleton
final class Tail {
    private static final Logger LOG = Logger.getLogger(Tail.class);

    /// Positions that a resting webhook may be ahead of what is stored of it: what a start looks at again.
    private static final long FAR = 20_000;

    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration AGE = Duration.ofDays(7);

    private final Events events;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final Subscriptions subscriptions;
    private final Couriers couriers;
    private final InstantSource clock;
    private final Semaphore news = new Semaphore(0);
    private @Nullable AutoCloseable watch;
    private volatile long seen;
    private volatile @Nullable Instant loaded;
    private volatile boolean closed;

    Tail(
            Events events,
            WebhookStore webhooks,
            DeliveryStore deliveries,
            Subscriptions subscriptions,
            Couriers couriers,
            InstantSource clock) {
        this.events = events;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.couriers = couriers;
        this.clock = clock;
    }

    /// After the engine, which takes the slices.
    void begin(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 10) StartupEvent start) {
        load();
    }

    /// What other nodes changed, and what waits for this node to own it.
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void load() {
        Instant now = clock.instant();
        webhooks.enabledAcrossApps(Optional.ofNullable(loaded)).forEach(webhook -> {
            Optional<Subscription> known = subscriptions.find(webhook.id());
            if (known.isEmpty() || known.get().version() < webhook.version()) {
                changed(webhook);
            }
        });
        loaded = now;
        subscriptions.all().stream().filter(Subscription::isBehind).forEach(this::wake);
    }

    /// A webhook was made or changed, and is enabled.
    void changed(Webhook webhook) {
        follow();
        wake(subscriptions.add(webhook));
    }

    void changed(UUID id) {
        subscriptions.find(id).ifPresent(this::wake);
    }

    private void wake(Subscription subscription) {
        if (subscription.changed(couriers.isMine(subscription))) {
            couriers.start(subscription);
        }
    }

    private synchronized void follow() {
        if (watch == null && !closed) {
            seen = events.horizon();
            subscriptions.settled(seen);
            Thread.ofVirtual().name("webhook-tail").start(this::run);
            watch = events.onAdvance(position -> {
                subscriptions.settled(position);
                news.release();
            });
        }
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                news.acquire();
                news.drainPermits();
                look();
                failing = false;
                // under load some commits are looked at together
                LockSupport.parkNanos(LEAST.toNanos());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.error("What webhooks wait for could not be looked up; it is tried again until it can", e);
                }
                failing = true;
                LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
                news.release();
            }
        }
    }

    private void look() {
        long upTo = subscriptions.horizon();
        Set<AppId> apps = Set.copyOf(subscriptions.apps());
        if (upTo > seen && !apps.isEmpty()) {
            events.concerns(apps, seen, upTo).forEach(this::tell);
        }
        seen = Math.max(seen, upTo);
    }

    private void tell(Concern concern) {
        for (Subscription subscription : subscriptions.of(concern.app())) {
            if (subscription.wants(concern.subject(), concern.type().wire())
                    && subscription.tell(concern.first(), concern.last(), couriers.isMine(subscription))) {
                couriers.start(subscription);
            }
        }
    }

    /// So that a start need not look at all that came since a webhook's last delivery.
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void pass() {
        long upTo = seen;
        List<Subscription.Passed> passed = subscriptions.all().stream()
                .filter(couriers::isMine)
                .flatMap(subscription -> subscription.passed(upTo, FAR).stream())
                .toList();
        if (!passed.isEmpty()) {
            deliveries.passAcrossApps(passed);
            passed.forEach(each -> subscriptions.find(each.id()).ifPresent(known -> known.stored(each)));
        }
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        deliveries.dropAcrossApps(clock.instant().minus(AGE));
    }

    void appDeleting(@Observes AppDeleting event) {
        subscriptions.removeOf(event.app());
    }

    void appSpared(@Observes AppSpared event) {
        loaded = null;
        load();
    }

    /// Before the engine stops.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) ShutdownEvent event) throws Exception {
        closed = true;
        synchronized (this) {
            if (watch != null) {
                watch.close();
            }
        }
        news.release();
        couriers.stop(Duration.ofSeconds(2));
    }
}
