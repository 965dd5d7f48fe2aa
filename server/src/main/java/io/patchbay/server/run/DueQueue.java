package io.patchbay.server.run;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who is due when: a binary heap whose entries know their place, so that one moves or leaves in logarithmic time and a
/// million waiting clients cost a small object each. Thread-safe; times are milliseconds since the epoch.
final class DueQueue<T> {
    /// One entry, made once per owner. Its fields belong to the queue.
    static final class Place<T> {
        private final T owner;
        private long at;
        private int index = -1;

        Place(T owner) {
            this.owner = owner;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    private Place<T>[] heap = newHeap(64);
    private int size;

    /// Puts a place in, or moves it.
    void put(Place<T> place, long at) {
        lock.lock();
        try {
            place.at = at;
            if (place.index < 0) {
                if (size == heap.length) {
                    heap = Arrays.copyOf(heap, size * 2);
                }
                set(size++, place);
            }
            up(place);
            down(place);
            if (place.index == 0) {
                sooner.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void remove(Place<T> place) {
        lock.lock();
        try {
            if (place.index >= 0) {
                take(place);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes the first that is due; null if none is.
    @Nullable
    T poll(long now) {
        lock.lock();
        try {
            return size > 0 && heap[0].at <= now ? take(heap[0]) : null;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the first that is due; waits for it.
    T take(InstantSource clock) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (size == 0) {
                    sooner.await();
                    continue;
                }
                long wait = heap[0].at - clock.millis();
                if (wait <= 0) {
                    return take(heap[0]);
                }
                // bounded, so that a clock that is set forward is noticed
                sooner.await(Math.min(wait, 200), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /// When a place is due; -1 if it is not in the queue.
    long dueAt(Place<T> place) {
        lock.lock();
        try {
            return place.index < 0 ? -1 : place.at;
        } finally {
            lock.unlock();
        }
    }

    /// When a place that was taken had been due.
    long lastAt(Place<T> place) {
        lock.lock();
        try {
            return place.at;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    private T take(Place<T> place) {
        int hole = place.index;
        Place<T> last = heap[--size];
        clear(size);
        place.index = -1;
        if (last != place) {
            set(hole, last);
            up(last);
            down(last);
        }
        return place.owner;
    }

    private void up(Place<T> place) {
        while (place.index > 0) {
            Place<T> parent = heap[(place.index - 1) / 2];
            if (parent.at <= place.at) {
                return;
            }
            swap(parent, place);
        }
    }

    private void down(Place<T> place) {
        while (true) {
            int child = 2 * place.index + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && heap[child + 1].at < heap[child].at) {
                child++;
            }
            if (place.at <= heap[child].at) {
                return;
            }
            swap(place, heap[child]);
        }
    }

    private void swap(Place<T> a, Place<T> b) {
        int index = a.index;
        set(b.index, a);
        set(index, b);
    }

    private void set(int index, Place<T> place) {
        heap[index] = place;
        place.index = index;
    }

    @SuppressWarnings("NullAway") // the free end of the heap
    private void clear(int index) {
        heap[index] = null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
    private static <T> Place<T>[] newHeap(int length) {
        return new Place[length];
    }
}
