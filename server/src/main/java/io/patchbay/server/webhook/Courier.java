package io.patchbay.server.webhook;

import io.patchbay.server.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Delivers what one webhook has before it, on a virtual thread of its own; ends when nothing is left. What failed is
/// tried again here, so that nobody else waits for it.
final class Courier implements Runnable {
    private static final Logger LOG = Logger.getLogger(Courier.class);

    /// Events that are looked at together.
    static final int WINDOW = 200;

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final Subscription subscription;
    private final Couriers couriers;

    /// Positions after the cursor that the receiver has acknowledged, for others before them failed.
    private final Set<Long> acknowledged = new HashSet<>();

    /// Where a batch ends that failed, so that it is the same message when it is tried again; 0 if none has.
    private long batchEnd;

    private long version;

    Courier(Subscription subscription, Couriers couriers) {
        this.subscription = subscription;
        this.couriers = couriers;
    }

    @Override
    public void run() {
        boolean failing = false;
        boolean more = true;
        while (more) {
            try {
                more = step();
                failing = false;
            } catch (InterruptedException e) {
                subscription.leave();
                return;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.errorf(e, "Webhook %s cannot be served now; it is tried again until it can", subscription.id);
                }
                failing = true;
                LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
            }
        }
    }

    /// @return false if nothing is left, or nothing that this node may do
    private boolean step() throws InterruptedException {
        if (!couriers.isMine(subscription)) {
            subscription.leave();
            return false;
        }
        Optional<Webhook> found = webhook().filter(Webhook::enabled);
        if (found.isEmpty()) {
            couriers.forget(subscription);
            return false;
        }
        Webhook webhook = found.get();
        if (version != webhook.version()) {
            acknowledged.clear();
            batchEnd = 0;
            version = webhook.version();
        }
        Instant next = webhook.trouble().nextAttempt();
        Instant now = couriers.now();
        if (next != null && now.isBefore(next)) {
            subscription.await(Duration.between(now, next));
            return true;
        }
        return window(webhook, subscription.cursor());
    }

    private Optional<Webhook> webhook() throws InterruptedException {
        Optional<Webhook> known = subscription.known();
        if (known.isPresent()) {
            return known;
        }
        // in this order: a change that comes in between is read once more
        subscription.reading();
        try {
            Optional<Webhook> read = couriers.webhook(subscription.id);
            read.ifPresent(subscription::begin);
            return read;
        } catch (RuntimeException | InterruptedException e) {
            subscription.doubt();
            throw e;
        }
    }

    private boolean window(Webhook webhook, long cursor) throws InterruptedException {
        long horizon = couriers.horizon();
        List<Event> read = couriers.read(webhook.app(), cursor, horizon);
        boolean all = read.size() < WINDOW;
        long through = all ? Math.max(cursor, horizon) : read.getLast().position();
        List<Event> events = read.stream()
                .filter(event -> webhook.concerns(event.subject()))
                .filter(event -> webhook.wants(event.type().wire()))
                .filter(event -> !acknowledged.contains(event.position()))
                .toList();
        if (events.isEmpty()) {
            acknowledged.clear();
            subscription.skipped(through);
            return !all || !subscription.rest();
        }
        boolean done =
                webhook.batch() == 1 ? deliver(webhook, events, through) : deliverBatches(webhook, events, through);
        return !done || !all || couriers.horizon() > through || !subscription.rest();
    }

    /// @return true if all of it is delivered
    private boolean deliver(Webhook webhook, List<Event> events, long through) throws InterruptedException {
        Round round = couriers.round(webhook);
        round.events(events);
        return done(webhook, round, events, through);
    }

    /// What failed before is the same batch again.
    private boolean deliverBatches(Webhook webhook, List<Event> events, long through) throws InterruptedException {
        List<Event> again =
                events.stream().filter(event -> event.position() <= batchEnd).toList();
        Round round = couriers.round(webhook);
        round.send(Envelope.batches(again.isEmpty() ? events : again, webhook.batch()));
        if (again.isEmpty()) {
            return done(webhook, round, events, through);
        }
        done(webhook, round, again, Math.min(through, batchEnd));
        return false;
    }

    private boolean done(Webhook webhook, Round round, List<Event> events, long through) {
        List<Attempt> attempts = round.attempts();
        Optional<Attempt> failure = round.failure();
        if (failure.isPresent()) {
            failed(webhook, events, failure.get(), attempts);
            return false;
        }
        acknowledged.clear();
        batchEnd = 0;
        return store(webhook, through, Webhook.Trouble.NONE, null, attempts);
    }

    private void failed(Webhook webhook, List<Event> events, Attempt failure, List<Attempt> attempts) {
        List<Message> arrived = attempts.stream()
                .filter(Attempt::delivered)
                .map(Attempt::message)
                .toList();
        arrived.forEach(message -> acknowledged.add(message.first()));
        batchEnd = webhook.batch() == 1 ? 0 : failure.message().last();
        // what comes first of what failed and what was not begun because of it
        long before = events.stream()
                        .mapToLong(Event::position)
                        .filter(position -> arrived.stream().noneMatch(message -> message.covers(position)))
                        .min()
                        .orElseThrow()
                - 1;
        Webhook.Trouble last = webhook.trouble();
        // of the same message; of another one it begins anew
        boolean again = last.since() != null && before == webhook.position();
        Instant since = again && last.since() != null ? last.since() : failure.at();
        int failures = again ? last.failures() + 1 : 1;
        if (failure.gone()) {
            store(webhook, before, Webhook.Trouble.NONE, "The receiver answered 410: it is gone.", attempts);
            return;
        }
        switch (Retry.of(since, failures, failure, couriers.now(), ThreadLocalRandom.current())) {
            case Retry.At(Instant time) ->
                store(webhook, before, new Webhook.Trouble(failures, since, time), null, attempts);
            case Retry.Over _ ->
                store(
                        webhook,
                        before,
                        Webhook.Trouble.NONE,
                        "One message failed for 24 hours, " + failures + " times. " + failure.error(),
                        attempts);
        }
    }

    /// @return false if the webhook was changed meanwhile
    private boolean store(
            Webhook of, long position, Webhook.Trouble trouble, @Nullable String disabled, List<Attempt> attempts) {
        boolean written = couriers.advance(new DeliveryStore.Progress(of, position, trouble, disabled), attempts);
        if (written && subscription.stored(of.at(position, trouble), attempts.size())) {
            couriers.prune(subscription);
        }
        if (!written || disabled != null) {
            subscription.doubt();
        }
        return written;
    }
}
