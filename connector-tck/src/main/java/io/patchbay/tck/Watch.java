package io.patchbay.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Watches from which thread and when a client touches its context, and notes every rule it breaks. From any
/// thread.
final class Watch {
    /// A rule that was broken.
    ///
    /// @param rule its number: `C08`
    record Broken(String rule, String what) {
        @Override
        public String toString() {
            return rule + " " + what;
        }
    }

    private final List<Broken> broken = new CopyOnWriteArrayList<>();
    private final AtomicInteger threads = new AtomicInteger();
    // is told of every thread that a connector's thread makes, be it virtual or not
    private final InheritableThreadLocal<Boolean> mine = new InheritableThreadLocal<>() {
        @Override
        protected Boolean childValue(Boolean parent) {
            if (Boolean.TRUE.equals(parent)) {
                threads.incrementAndGet();
            }
            return parent;
        }
    };
    private volatile @Nullable Thread calling;
    private volatile boolean opening;
    private volatile boolean closed;

    void breaks(String rule, String what) {
        broken.add(new Broken(rule, what));
    }

    /// What was broken so far, threads that were made included.
    List<Broken> broken() {
        if (threads.getAndSet(0) > 0) {
            breaks("C15", "the client started a thread");
        }
        return List.copyOf(broken);
    }

    /// From here on, on this thread, it is the connector that acts.
    void enter(boolean isOpen) {
        calling = Thread.currentThread();
        opening = isOpen;
        mine.set(true);
    }

    void leave() {
        mine.remove();
        calling = null;
        opening = false;
    }

    void close() {
        closed = true;
    }

    /// The client reaches for a part of its context.
    void touch(String what) {
        if (closed) {
            breaks("C14", "after close the client used " + what);
        } else if (!Thread.currentThread().equals(calling)) {
            breaks("C15", "the client used " + what + " outside its calls or from a thread of its own");
        }
    }

    void touchVendor(String call) {
        if (opening) {
            breaks("C02", "open called the vendor: " + call);
        }
        touch("the vendor: " + call);
    }

    /// Does something that is the kit's own doing, so that its threads are not the client's.
    <T, E extends Exception> T apart(Part<T, E> part) throws E, InterruptedException {
        boolean was = Boolean.TRUE.equals(mine.get());
        mine.remove();
        try {
            return part.run();
        } finally {
            if (was) {
                mine.set(true);
            }
        }
    }

    @FunctionalInterface
    interface Part<T, E extends Exception> {
        T run() throws E, InterruptedException;
    }
}
