package io.patchbay.server.action;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A request while it is carried out. Its thread is only interrupted while it calls somebody, never while
/// it writes to the database.
final class Undertaking {
    private final Job job;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread caller;
    private boolean brokenOff;

    Undertaking(Job job) {
        this.job = job;
    }

    /// A call that can be broken off.
    @FunctionalInterface
    interface Calling {
        Outcome call() throws InterruptedException;
    }

    Job job() {
        return job;
    }

    /// Called once, by the thread that carries it out.
    ///
    /// @throws InterruptedException if it was broken off, even before it began
    Outcome call(Calling calling) throws InterruptedException {
        begin();
        try {
            return calling.call();
        } finally {
            called();
        }
    }

    private synchronized void begin() throws InterruptedException {
        if (brokenOff) {
            throw new InterruptedException();
        }
        caller = Thread.currentThread();
    }

    private synchronized void called() {
        caller = null;
        // an interruption that came too late must not hit what follows
        Thread.interrupted();
    }

    synchronized void breakOff() {
        brokenOff = true;
        if (caller != null) {
            caller.interrupt();
        }
    }

    /// It is over and written down.
    void end() {
        ended.countDown();
    }

    /// Waits until it is over.
    void await(Duration most) throws InterruptedException {
        boolean _ = ended.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }
}
