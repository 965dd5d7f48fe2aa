package io.patchbay.server.run;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// How many polls run at once. Who finds it full waits in line without a thread, so overload delays all alike.
/// Thread-safe.
final class Gate {
    private final int most;
    private final Queue<Runner> line = new ArrayDeque<>();
    private int inside;

    Gate(int most) {
        this.most = most;
    }

    /// Whether the client may be called now; else it is returned by somebody's [#leave].
    synchronized boolean enter(Runner runner) {
        if (inside < most) {
            inside++;
            return true;
        }
        line.add(runner);
        return false;
    }

    /// Somebody's call has ended.
    ///
    /// @return who takes the place, if anybody waits for it
    synchronized @Nullable Runner leave() {
        Runner next = line.poll();
        if (next == null) {
            inside--;
            notifyAll();
        }
        return next;
    }

    /// Lets nobody in line in any more.
    synchronized void turnAway() {
        line.clear();
    }

    /// Waits until nobody is inside.
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

    synchronized int waiting() {
        return line.size();
    }
}
