package io.patchbay.server.run;

import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Live;
import io.patchbay.server.client.Status;
import io.patchbay.server.cluster.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One client of this node: a small record while it waits, and the guard of its calls while one runs. Calls never
/// overlap (C3); each start and stop begins a new generation, and what a call of an older one brings is dropped.
/// Thread-safe; no method but [#stop] blocks for long. Times are milliseconds since the epoch.
final class Runner {
    private static final long DEADLINE = Duration.ofMinutes(1).toMillis();
    private static final long INTERRUPT_AGAIN = Duration.ofSeconds(5).toMillis();
    private static final long COALESCE = 50;
    private static final long STOP = Duration.ofSeconds(10).toNanos();
    private static final long STOP_WRITE = Duration.ofSeconds(30).toNanos();

    /// What is to be done with a client that came due.
    enum Due {
        CALL,
        FLUSH,
        NOTHING
    }

    private final ClientId id;
    private final DueQueue<Runner> queue;
    private final DueQueue.Place<Runner> place = new DueQueue.Place<>(this);

    private boolean wanted = true;
    private boolean removed;
    private boolean inLine;
    private boolean calling;
    private boolean listening;
    private boolean writing;
    private boolean overdue;
    private boolean again;
    private int generation;
    private int callGeneration;
    private @Nullable Thread interruptible;
    private @Nullable OpenClient open;
    private @Nullable Listening listened;
    private final Fare fare;

    Runner(ClientId id, Status status, DueQueue<Runner> queue) {
        this.id = id;
        this.fare = new Fare(status);
        this.queue = queue;
    }

    /// How it fares; used by its call, while that may store.
    Fare fare() {
        return fare;
    }

    ClientId id() {
        return id;
    }

    Slice slice() {
        return Slice.of(id.value());
    }

    /// First due then, unless it was called for in the meantime.
    synchronized void await(long time) {
        if (wanted && !calling && !inLine && queue.dueAt(place) < 0) {
            queue.put(place, time);
        }
    }

    /// (Re)starts it: whatever was open is closed, and it is due now.
    ///
    /// @return false if it has been removed and another is to take its place
    boolean start(long now) {
        OpenClient old = null;
        synchronized (this) {
            if (removed) {
                return false;
            }
            wanted = true;
            generation++;
            if (calling) {
                interrupt();
            } else {
                old = open;
                open = null;
                dueAt(now);
            }
        }
        if (old != null) {
            old.close();
        }
        return true;
    }

    /// Due as soon as possible; the call under way, if any, may have missed what is asked for.
    synchronized void hurry(long now) {
        if (calling) {
            again = !listening;
        } else if (wanted && !removed) {
            dueAt(now);
        }
    }

    /// What the scheduler does when its time has come.
    synchronized Due due(long now) {
        if (calling && listening) {
            return wanted ? Due.FLUSH : Due.NOTHING;
        }
        if (calling) {
            overdue = true;
            interrupt();
            queue.put(place, now + INTERRUPT_AGAIN);
            return Due.NOTHING;
        }
        if (!wanted || removed || inLine) {
            return Due.NOTHING;
        }
        inLine = true;
        return Due.CALL;
    }

    /// A call begins on this thread.
    ///
    /// @return its generation; empty if there is nothing to call any more
    synchronized Optional<Integer> begin(long now) {
        inLine = false;
        if (!wanted || removed || calling) {
            return Optional.empty();
        }
        calling = true;
        overdue = false;
        again = false;
        callGeneration = generation;
        queue.put(place, now + DEADLINE);
        return Optional.of(generation);
    }

    /// When the call that has just begun was due.
    long dueAt() {
        return queue.lastAt(place);
    }

    /// From now on the present thread runs the connector and may be interrupted.
    synchronized boolean enterConnector(int of) {
        if (generation != of) {
            return false;
        }
        interruptible = Thread.currentThread();
        return true;
    }

    /// The connector's code has ended; an interrupt that came late is taken back.
    ///
    /// @return whether its deadline had passed
    synchronized boolean leaveConnector() {
        interruptible = null;
        Thread.interrupted();
        return overdue;
    }

    /// The call is a subscription: it has no deadline, and being due means that it has something to store.
    synchronized void listen(Listening began) {
        listening = true;
        listened = began;
        queue.remove(place);
    }

    synchronized Optional<Listening> listened() {
        return Optional.ofNullable(listened);
    }

    /// A subscription has something to store, soon.
    synchronized void reported(long now) {
        if (listening && queue.dueAt(place) < 0) {
            queue.put(place, now + COALESCE);
        }
    }

    /// Ends the subscription under way, which is to begin again.
    synchronized void breakOff() {
        if (listening) {
            interrupt();
        }
    }

    /// The present thread is about to store; [#endWriting] must follow.
    ///
    /// @return false if the client was stopped or started anew since: nothing may be stored
    synchronized boolean beginWriting(int of) {
        while (writing) {
            try {
                wait();
            } catch (InterruptedException e) {
                return false;
            }
        }
        if (generation != of || !wanted) {
            return false;
        }
        writing = true;
        return true;
    }

    synchronized void endWriting() {
        writing = false;
        notifyAll();
    }

    /// The call has ended. Closes what a newer generation does not want.
    ///
    /// @return whether the client is at its end
    boolean end(int of, Next next, long now) {
        OpenClient old;
        synchronized (this) {
            interruptible = null;
            listening = false;
            listened = null;
            queue.remove(place);
            if (generation == of && wanted && !next.isOver()) {
                next.due().ifPresent(time -> queue.put(place, again ? now : time));
                calling = false;
                notifyAll();
                return false;
            }
            if (generation == of) {
                wanted = false;
            }
            // still calling: nobody begins before the old one is closed
            old = open;
            open = null;
        }
        if (old != null) {
            old.close();
        }
        synchronized (this) {
            calling = false;
            if (wanted && !removed) {
                dueAt(now);
            } else {
                removed = true;
            }
            notifyAll();
            return removed;
        }
    }

    /// Stops it: waits for a call or a write to end, and then for what it fenced off no longer.
    ///
    /// @return whether it is still stopped, and not started again meanwhile
    boolean stop() throws InterruptedException {
        OpenClient old;
        synchronized (this) {
            wanted = false;
            int mine = ++generation;
            queue.remove(place);
            interrupt();
            long begun = System.nanoTime();
            while ((calling && callGeneration - mine < 0) || writing) {
                long waited = System.nanoTime() - begun;
                if (waited >= (writing ? STOP_WRITE : STOP)) {
                    break;
                }
                wait(100);
            }
            if (writing) {
                throw new IllegalStateException("what client " + id + " reported is still being stored");
            }
            if (wanted) {
                return false;
            }
            removed = true;
            // a call that does not end is fenced by its generation and closes for itself
            old = calling ? null : open;
            open = calling ? open : null;
        }
        if (old != null) {
            old.close();
        }
        return true;
    }

    /// Lets go of it without waiting: it is gone, or another node's.
    void drop() {
        OpenClient old;
        synchronized (this) {
            wanted = false;
            removed = true;
            generation++;
            queue.remove(place);
            interrupt();
            old = calling ? null : open;
            open = calling ? open : null;
        }
        if (old != null) {
            old.close();
        }
    }

    synchronized Live live(long now) {
        long due = queue.dueAt(place);
        Optional<Instant> next = inLine
                ? Optional.of(Instant.ofEpochMilli(now))
                : Optional.of(due).filter(time -> time >= 0 && !calling).map(Instant::ofEpochMilli);
        return new Live(fare.lastSuccess(), next, fare.expiry().staleSince(now, listening));
    }

    synchronized @Nullable OpenClient open() {
        return open;
    }

    synchronized void opened(OpenClient client) {
        open = client;
        notifyAll();
    }

    /// The open client, once its next call has opened it.
    ///
    /// @return empty if that does not come in time, or the client is stopped
    synchronized Optional<OpenClient> awaitOpen(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (open == null && wanted && System.nanoTime() - end < 0) {
            wait(100);
        }
        return Optional.ofNullable(wanted ? open : null);
    }

    synchronized int generation() {
        return generation;
    }

    private void dueAt(long now) {
        queue.put(place, now);
    }

    private void interrupt() {
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }
}
