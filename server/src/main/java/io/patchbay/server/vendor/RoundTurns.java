package io.patchbay.server.vendor;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Turns of one round of a client. The round is postponed as a whole, before its first call, rather than kept waiting
/// with a thread: that call books the places of all calls that such rounds usually make. Used by the round's thread
/// only.
final class RoundTurns implements Turns {
    private static final long PATIENCE = Duration.ofMinutes(1).toMillis() * 1000;

    private final Budgets budgets;
    private final Account account;
    private final UUID client;
    private final Until until;
    private final Deque<Long> places = new ArrayDeque<>();
    private boolean entered;
    private int used;

    RoundTurns(Budgets budgets, Account account, UUID client, Until until) {
        this.budgets = budgets;
        this.account = account;
        this.client = client;
        this.until = until;
    }

    @Override
    public void take(Semaphore host, String name, int units) throws ConnectorException, InterruptedException {
        boolean first = !entered;
        if (first) {
            enter(host, units);
        }
        try {
            for (int i = 0; i < units; i++) {
                until.reached(place());
            }
        } catch (InterruptedException | Postponed e) {
            if (first) {
                host.release();
            }
            throw e;
        }
        entered = true;
        if (!first && !host.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new ConnectorException(new Failure.Unavailable(Breakdown.BUSY.sentence(name, 0)));
        }
    }

    private void enter(Semaphore host, int units) {
        if (!host.tryAcquire()) {
            throw new Postponed(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1000, 3000)));
        }
        try {
            places.addAll(claim(units));
        } catch (Postponed e) {
            host.release();
            throw e;
        }
    }

    private List<Long> claim(int units) {
        List<Long> booked = budgets.begin(account, client, Math.max(1, units));
        if (booked.getFirst() > budgets.now() + Budgets.NEAR) {
            throw postponed(booked.getFirst());
        }
        return booked;
    }

    /// The next place of this round. A round that needs more than was booked for it waits in line.
    private long place() {
        budgets.took(account, ++used);
        Long booked = places.poll();
        if (booked != null) {
            return booked;
        }
        long latest = budgets.now() + PATIENCE;
        long at = budgets.book(account, latest);
        if (at > latest) {
            // too long for a thread to wait: the whole round comes again, with places for all of its calls
            throw postponed(budgets.begin(account, client, used).getFirst());
        }
        return at;
    }

    private Postponed postponed(long at) {
        return new Postponed(Duration.ofNanos(Math.max(1000, at - budgets.now()) * 1000));
    }
}
