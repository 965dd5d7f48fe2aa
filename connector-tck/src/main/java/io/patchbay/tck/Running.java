package io.patchbay.tck;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call of a client that runs on a virtual thread of its own.
record Running<T>(Thread thread, FutureTask<T> task) {

    static <T> Running<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        return new Running<>(Thread.ofVirtual().name("call").start(task), task);
    }

    void interrupt() {
        thread.interrupt();
    }

    /// What comes of it. A call that takes longer is interrupted, and counts as having thrown a `TimeoutException`.
    Outcome<T> await(Duration most) {
        try {
            return new Outcome<>(Optional.of(task.get(most.toMillis(), TimeUnit.MILLISECONDS)), Optional.empty());
        } catch (ExecutionException e) {
            return new Outcome<>(Optional.empty(), Optional.ofNullable(e.getCause()));
        } catch (TimeoutException e) {
            interrupt();
            return new Outcome<>(Optional.empty(), Optional.of(e));
        } catch (InterruptedException e) {
            interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
    }
}
