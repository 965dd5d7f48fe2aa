package io.patchbay.server.run;

import io.patchbay.connector.Client;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Received;
import io.patchbay.connector.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// The calls of one open client that takes deliveries: they never meet its polls (C3), and none is under way any more
/// when it is closed (C14). Thread-safe.
final class Reception {
    private static final int MOST_WAITING = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Received client;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Thread> inside = new ArrayList<>(0);
    private boolean closed;
    private volatile long registrationDue;
    private volatile int refusals;

    private Reception(Received client) {
        this.client = client;
    }

    static Optional<Reception> of(Client client) {
        return client instanceof Received received ? Optional.of(new Reception(received)) : Optional.empty();
    }

    Received client() {
        return client;
    }

    void poll(Sink sink) throws ConnectorException, InterruptedException {
        turn.lockInterruptibly();
        try {
            client.poll(sink);
        } finally {
            turn.unlock();
        }
    }

    /// A delivery is about to wait for its turn; [#took] must follow.
    ///
    /// @return false if too many do already
    boolean admit() {
        if (waiting.incrementAndGet() <= MOST_WAITING) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    void took() {
        waiting.decrementAndGet();
    }

    /// Runs code of the connector when no poll does.
    <T> Optional<T> inTurn(Callable<T> call) throws Exception {
        turn.lockInterruptibly();
        try {
            return beside(call);
        } finally {
            turn.unlock();
        }
    }

    /// Runs code of the connector, whatever else runs.
    ///
    /// @return empty if the client is closed
    <T> Optional<T> beside(Callable<T> call) throws Exception {
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
            inside.add(Thread.currentThread());
        }
        try {
            return Optional.of(call.call());
        } finally {
            synchronized (this) {
                inside.remove(Thread.currentThread());
                // one that came late was meant for the connector
                Thread.interrupted();
                notifyAll();
            }
        }
    }

    synchronized void interrupt(Thread caller) {
        if (inside.contains(caller)) {
            caller.interrupt();
        }
    }

    /// Lets nothing begin any more, and waits for what is under way.
    synchronized void close() {
        closed = true;
        inside.forEach(Thread::interrupt);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (long left = PATIENCE.toMillis(); !inside.isEmpty() && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the vendor is to be told the client's address, as milliseconds since the epoch go.
    boolean isRegistrationDue(long now) {
        return now >= registrationDue;
    }

    void registrationDue(long time) {
        registrationDue = time;
    }

    /// How often in a row the vendor did not take the address.
    int refusals() {
        return refusals;
    }

    void refusals(int inARow) {
        refusals = inARow;
    }
}
