package io.patchbay.server.run;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Who of the calls may run. Two things are bounded apart: how many calls are under way, which costs memory, and how
/// many of them compute at once, which costs others their turn on the processors. A call that waits for its vendor or
/// for the database steps aside, so slow vendors hold nobody up, and requests to the API find at most a few calls
/// before them. Who finds the gate full waits in line without a thread; those who were asked for go in turns with those
/// whose time has come, so overload delays all alike. Thread-safe.
final class Gate {
    /// A call that has come back from a wait and wants to go on.
    private static final class Back {
        private final Thread thread = Thread.currentThread();
        private volatile boolean admitted;
    }

    private final int most;
    private final Queue<Runner> line = new ArrayDeque<>();
    private final Queue<Runner> asked = new ArrayDeque<>();
    private final Queue<Back> back = new ArrayDeque<>();
    private boolean askedNext = true;
    private int places;
    private int inside;
    private int computing;

    /// How many of those who compute have still to begin.
    private int launched;

    /// @param most calls under way at once
    /// @param places calls that compute at once, to begin with
    Gate(int most, int places) {
        this.most = most;
        this.places = places;
    }

    /// Whether the client may be called now; else somebody else's [#leave], [#aside] or [#resize] returns it.
    ///
    /// @param first whether somebody asked for the call
    synchronized boolean enter(Runner runner, boolean first) {
        if (hasRoom()) {
            admitted();
            return true;
        }
        (first ? asked : line).add(runner);
        return false;
    }

    /// A call that was let in has a thread now.
    synchronized void begun() {
        launched--;
    }

    /// A call has ended.
    ///
    /// @return who takes its place, if anybody waits for it
    synchronized @Nullable Runner leave() {
        inside--;
        Runner next = freed();
        if (inside == 0) {
            notifyAll();
        }
        return next;
    }

    /// A call begins to wait for something outside.
    ///
    /// @return who computes meanwhile, if anybody waits for that
    synchronized @Nullable Runner aside() {
        return freed();
    }

    /// The call has what it waited for. Blocks until it may go on; no interrupt cuts that short.
    void back() {
        Back mine;
        synchronized (this) {
            if (mayGoOn()) {
                computing++;
                return;
            }
            mine = new Back();
            back.add(mine);
        }
        boolean interrupted = false;
        while (!mine.admitted) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Changes how many calls may compute at once.
    synchronized void resize(int wanted) {
        places = wanted;
    }

    /// Lets the next one in, if there is room now. Called until it returns null after a [#resize].
    synchronized @Nullable Runner admit() {
        return next();
    }

    /// Lets nobody in line in any more.
    synchronized void turnAway() {
        line.clear();
        asked.clear();
    }

    /// Waits until no call is under way.
    ///
    /// @return whether that came true in time
    synchronized boolean awaitEmpty(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (inside > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized int inside() {
        return inside;
    }

    synchronized int computing() {
        return computing;
    }

    synchronized int places() {
        return places;
    }

    synchronized int waiting() {
        return line.size() + asked.size();
    }

    private boolean hasRoom() {
        return inside < most && computing < places;
    }

    /// Who is on a thread goes before those who wait for one: to step aside for them would cost more than most calls.
    private boolean mayGoOn() {
        return computing - launched < places;
    }

    private void admitted() {
        inside++;
        computing++;
        launched++;
    }

    private @Nullable Runner freed() {
        computing--;
        return next();
    }

    /// Gives a free place away: first to calls under way, so that what was begun ends.
    private @Nullable Runner next() {
        while (!back.isEmpty() && mayGoOn()) {
            Back waiting = back.remove();
            computing++;
            waiting.admitted = true;
            LockSupport.unpark(waiting.thread);
        }
        Runner runner = hasRoom() ? nextInLine() : null;
        if (runner != null) {
            admitted();
        }
        return runner;
    }

    private @Nullable Runner nextInLine() {
        askedNext = !askedNext;
        Runner first = (askedNext ? asked : line).poll();
        return first == null ? (askedNext ? line : asked).poll() : first;
    }
}
