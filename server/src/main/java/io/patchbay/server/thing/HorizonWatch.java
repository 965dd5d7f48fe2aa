package io.patchbay.server.thing;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/// Tells listeners how far the change log is settled. Looks at once after this node's own commits, and every now and
/// then
/// for those of others; does nothing while nobody listens.
@Singleton
final class HorizonWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HorizonWatch.class);

    /// At most 250 ms may pass before the commit of another node is noticed.
    private static final Duration IDLE = Duration.ofMillis(200);

    /// While somebody is still at it, and between two looks under load: a look is not free.
    private static final Duration BUSY = Duration.ofMillis(4);

    private final Horizon horizon;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private final Object lock = new Object();
    private boolean running;
    private volatile boolean closed;

    HorizonWatch(Horizon horizon) {
        this.horizon = horizon;
    }

    private final class Listener implements AutoCloseable {
        private final LongConsumer told;
        private long last = -1;

        Listener(LongConsumer told) {
            this.told = told;
        }

        void tell(long position) {
            if (position > last) {
                last = position;
                try {
                    told.accept(position);
                } catch (RuntimeException e) {
                    LOG.error("A reader of the change log failed to take note of its horizon", e);
                }
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
            news.release();
        }
    }

    AutoCloseable listen(LongConsumer told) {
        Listener listener = new Listener(told);
        synchronized (lock) {
            listeners.add(listener);
            if (!running && !closed) {
                running = true;
                Thread.ofVirtual().name("change-horizon").start(this::run);
            }
        }
        news.release();
        return listener;
    }

    /// Something was committed: there may be something to tell.
    void committed() {
        if (!listeners.isEmpty() && news.availablePermits() == 0) {
            news.release();
        }
    }

    @Override
    @PreDestroy
    public void close() {
        closed = true;
        news.release();
    }

    private void run() {
        boolean failing = false;
        while (goesOn()) {
            long begun = System.nanoTime();
            news.drainPermits();
            boolean pending = false;
            try {
                long position = horizon.look();
                pending = horizon.isPending();
                listeners.forEach(listener -> listener.tell(position));
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.warn("The change log could not be looked at; it is tried again until it can", e);
                }
                failing = true;
            }
            pause(pending ? BUSY : IDLE);
            long rest = BUSY.toNanos() - (System.nanoTime() - begun);
            if (rest > 0 && !closed) {
                LockSupport.parkNanos(rest);
            }
        }
    }

    private boolean goesOn() {
        synchronized (lock) {
            running = !closed && !listeners.isEmpty();
            return running;
        }
    }

    private void pause(Duration most) {
        try {
            if (news.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
