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
final class Runner implements DueQueue.Placed {
    private static final long DEADLINE = Duration.ofMinutes(1).toMillis();
    private static final long INTERRUPT_AGAIN = Duration.ofSeconds(5).toMillis();
    private static final long COALESCE = 50;
    static final int NOTHING_TO_CALL = -1;

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
    private int place = -1;
    private long dueAt;

    private boolean wanted = true;
    private boolean removed;
    private boolean inLine;
    private boolean calling;
    private boolean listening;
    private boolean writing;
    private boolean overdue;
    private boolean again;
    private boolean asked;
    private boolean waiting;
    private int generation;
    private int callGeneration = NOTHING_TO_CALL;
    private @Nullable Thread interruptible;
    private @Nullable OpenClient open;
    private @Nullable Listening listened;
    private final Fare fare;

    Runner(ClientId id, Status status, DueQueue<Runner> queue) {
        this.id = id;
        this.fare = new Fare(status);
        this.queue = queue;
    }

    @Override
    public int place() {
        return place;
    }

    @Override
    public void place(int index) {
        place = index;
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

    /// First due then, unless it was started or called in the meantime: who has been may rest by now.
    synchronized void await(long time) {
        if (generation == 0 && callGeneration == NOTHING_TO_CALL && !inLine && queue.dueAt(this) < 0) {
            queue.put(this, time);
        }
    }

    /// (Re)starts it: whatever was open is closed, and a call under way is interrupted.
    ///
    /// @param due when it is called, now at the earliest
    /// @return false if it has been removed and another is to take its place
    boolean start(long due, boolean first) {
        OpenClient old = null;
        synchronized (this) {
            if (removed) {
                return false;
            }
            wanted = true;
            asked |= first;
            generation++;
            if (calling) {
                interrupt();
            } else {
                old = open;
                open = null;
                queue.put(this, due);
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
            asked = true;
            queue.put(this, now);
        }
    }

    /// What the scheduler does when its time has come.
    ///
    /// @param at when that was
    synchronized Due due(long at, long now) {
        if (calling && listening) {
            return wanted ? Due.FLUSH : Due.NOTHING;
        }
        if (calling) {
            overdue = true;
            interrupt();
            queue.put(this, now + INTERRUPT_AGAIN);
            return Due.NOTHING;
        }
        if (!wanted || removed || (inLine && !asked)) {
            return Due.NOTHING;
        }
        if (!inLine) {
            inLine = true;
            dueAt = at;
        }
        return Due.CALL;
    }

    /// A call begins on this thread.
    ///
    /// @return its generation; [#NOTHING_TO_CALL] if that is so
    synchronized int begin(long now) {
        boolean called = inLine;
        inLine = false;
        asked = false;
        if (!called || !wanted || removed || calling) {
            return NOTHING_TO_CALL;
        }
        calling = true;
        overdue = false;
        again = false;
        callGeneration = generation;
        queue.put(this, now + DEADLINE);
        return generation;
    }

    /// When the call that has just begun was due.
    synchronized long dueAt() {
        return dueAt;
    }

    /// Whether somebody waits for its next call, who is served before those whose time has come.
    synchronized boolean isAsked() {
        return asked;
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
        queue.remove(this);
    }

    synchronized Optional<Listening> listened() {
        return Optional.ofNullable(listened);
    }

    /// A subscription has something to store, soon.
    synchronized void reported(long now) {
        if (listening && queue.dueAt(this) < 0) {
            queue.put(this, now + COALESCE);
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
                waiting = true;
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
        wake();
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
            queue.remove(this);
            if (generation == of && wanted && !next.isOver()) {
                next.due().ifPresent(time -> queue.put(this, again ? now : time));
                calling = false;
                wake();
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
                queue.put(this, now);
            } else {
                removed = true;
            }
            wake();
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
            queue.remove(this);
            interrupt();
            long begun = System.nanoTime();
            while ((calling && callGeneration - mine < 0) || writing) {
                long waited = System.nanoTime() - begun;
                if (waited >= (writing ? STOP_WRITE : STOP)) {
                    break;
                }
                waiting = true;
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
            queue.remove(this);
            interrupt();
            old = calling ? null : open;
            open = calling ? open : null;
        }
        if (old != null) {
            old.close();
        }
    }

    synchronized Live live(long now) {
        long due = queue.dueAt(this);
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
        wake();
    }

    /// The open client, once its next call has opened it.
    ///
    /// @return empty if that does not come in time, or the client is stopped
    synchronized Optional<OpenClient> awaitOpen(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (open == null && wanted && System.nanoTime() - end < 0) {
            waiting = true;
            wait(100);
        }
        return Optional.ofNullable(wanted ? open : null);
    }

    /// Whether what a call does is still wanted.
    synchronized boolean isCurrent(int of) {
        return generation == of && wanted;
    }

    synchronized int generation() {
        return generation;
    }

    /// Costs a call nothing unless somebody waits, which is rare.
    private void wake() {
        if (waiting) {
            waiting = false;
            notifyAll();
        }
    }

    private void interrupt() {
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }
}
