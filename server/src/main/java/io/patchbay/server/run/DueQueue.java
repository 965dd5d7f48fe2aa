package io.patchbay.server.run;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Who is due when, of one slice: a heap of four children a node, whose times lie in an array of their own and whose
/// entries know their place. One moves or leaves in logarithmic time, and a waiting client costs twelve bytes here.
/// Thread-safe; times are milliseconds since the epoch.
final class DueQueue<T extends DueQueue.Placed> {
    /// When nobody is due.
    static final long NEVER = Long.MAX_VALUE;

    private static final int CHILDREN = 4;

    /// An entry: it remembers its place for the queue, and is in one queue at a time.
    interface Placed {
        /// -1 as long as nobody has set another.
        int place();

        void place(int index);
    }

    private final LongConsumer first;
    private @Nullable Placed[] heap = new Placed[16];
    private long[] times = new long[16];
    private int size;

    /// @param first told when the first entry is due, each time that changes; must return at once
    DueQueue(LongConsumer first) {
        this.first = first;
    }

    /// Puts an entry in, or moves it.
    synchronized void put(T entry, long at) {
        long before = firstAt();
        int index = entry.place();
        if (index < 0) {
            if (size == times.length) {
                heap = Arrays.copyOf(heap, size + size / 2);
                times = Arrays.copyOf(times, size + size / 2);
            }
            index = size++;
        }
        settle(index, entry, at);
        tell(before);
    }

    synchronized void remove(T entry) {
        if (entry.place() >= 0) {
            long before = firstAt();
            leave(entry.place());
            tell(before);
        }
    }

    /// Takes the first that is due; null if none is.
    @SuppressWarnings("unchecked") // only put fills it
    synchronized @Nullable T poll(long now) {
        long before = firstAt();
        if (size == 0 || before > now) {
            return null;
        }
        T taken = (T) heap[0];
        leave(0);
        tell(before);
        return taken;
    }

    /// When an entry is due; -1 if it is not in the queue.
    synchronized long dueAt(T entry) {
        return entry.place() < 0 ? -1 : times[entry.place()];
    }

    synchronized int size() {
        return size;
    }

    private long firstAt() {
        return size == 0 ? NEVER : times[0];
    }

    private void tell(long before) {
        if (firstAt() != before) {
            first.accept(firstAt());
        }
    }

    private void leave(int hole) {
        Placed gone = at(hole);
        Placed last = at(--size);
        heap[size] = null;
        if (hole != size) {
            settle(hole, last, times[size]);
        }
        gone.place(-1);
    }

    /// Fills a hole: the entry goes up or down to where it belongs.
    private void settle(int hole, Placed entry, long at) {
        int index = hole;
        while (index > 0 && times[(index - 1) / CHILDREN] > at) {
            move((index - 1) / CHILDREN, index);
            index = (index - 1) / CHILDREN;
        }
        for (int child = earliestChild(index); child > 0 && times[child] < at; child = earliestChild(index)) {
            move(child, index);
            index = child;
        }
        heap[index] = entry;
        times[index] = at;
        entry.place(index);
    }

    private int earliestChild(int index) {
        int from = CHILDREN * index + 1;
        int earliest = from < size ? from : -1;
        for (int child = from + 1; child < Math.min(from + CHILDREN, size); child++) {
            if (times[child] < times[earliest]) {
                earliest = child;
            }
        }
        return earliest;
    }

    private void move(int from, int to) {
        Placed entry = at(from);
        heap[to] = entry;
        times[to] = times[from];
        entry.place(to);
    }

    private Placed at(int index) {
        Placed entry = heap[index];
        if (entry == null) {
            throw new IllegalStateException("there is nobody at " + index + " of " + size);
        }
        return entry;
    }
}
