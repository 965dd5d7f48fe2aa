package io.patchbay.server.run;

import io.patchbay.server.cluster.Slice;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// When the clients of all slices are due: a queue a slice, and when the first of each is. Filled by any thread; one
/// thread waits and takes. Times are milliseconds since the epoch.
final class Timetable {
    /// So long it sleeps at most, so that a clock that is set forward is noticed.
    private static final long LONGEST = 200;

    /// So long it rests before it looks again, in nanoseconds: who comes due meanwhile is taken together. To be woken
    /// for each of them would cost a tenth of what their calls do.
    private static final long REST = 500_000;

    /// Nobody is due before: nobody wakes it.
    private static final long AWAKE = Long.MIN_VALUE;

    private final AtomicLongArray firsts = new AtomicLongArray(Slice.COUNT);
    private final DueQueue<Runner>[] queues;
    private volatile long wakeAt = AWAKE;
    private volatile @Nullable Thread sleeper;

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
    Timetable() {
        queues = IntStream.range(0, Slice.COUNT)
                .mapToObj(number -> new DueQueue<Runner>(at -> changed(number, at)))
                .toArray(DueQueue[]::new);
        for (int i = 0; i < Slice.COUNT; i++) {
            firsts.set(i, DueQueue.NEVER);
        }
    }

    DueQueue<Runner> of(Slice slice) {
        return queues[slice.number()];
    }

    /// Sleeps until somebody is due, for as long as it may.
    void await(InstantSource clock, long longest) throws InterruptedException {
        LockSupport.parkNanos(this, REST);
        sleeper = Thread.currentThread();
        // whoever comes while it looks around wakes it
        wakeAt = DueQueue.NEVER;
        long first = first();
        wakeAt = first;
        long wait = Math.min(first - clock.millis(), Math.min(longest, LONGEST));
        if (wait > 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(wait));
        }
        wakeAt = AWAKE;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// Takes all who are due.
    ///
    /// @param taken gets each with the time it was due
    void take(long now, ObjLongConsumer<Runner> taken) {
        for (int i = 0; i < Slice.COUNT; i++) {
            for (long at = firsts.get(i); at <= now; at = firsts.get(i)) {
                Runner runner = queues[i].poll(now);
                if (runner != null) {
                    taken.accept(runner, at);
                }
            }
        }
    }

    private long first() {
        long first = DueQueue.NEVER;
        for (int i = 0; i < Slice.COUNT; i++) {
            first = Math.min(first, firsts.get(i));
        }
        return first;
    }

    private void changed(int slice, long at) {
        firsts.set(slice, at);
        Thread sleeping = sleeper;
        if (at < wakeAt && sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }
}
