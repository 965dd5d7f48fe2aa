package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Database;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.load.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Writers of an app that together set so many values per second, each counting up in a thing of its own, and remember
/// what was acknowledged. Where there is no answer they go on with the next number.
final class SoakWriters implements AutoCloseable {
    private static final int WRITERS = 20;
    private static final int UNAVAILABLE = 503;

    /// @param asked how many values were sent: 1 up to this
    /// @param acknowledged how many of them were answered with success
    /// @param last the last that was acknowledged
    private record Counter(String path, AtomicLong asked, AtomicLong acknowledged, AtomicLong last) {}

    private final Api api;
    private final List<Counter> counters = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final long pause;

    SoakWriters(Api api, Service service, int perSecond) {
        this.api = api;
        this.pause = TimeUnit.SECONDS.toNanos(WRITERS) / perSecond;
        for (Request put : Meters.make(api, service, WRITERS).puts()) {
            counters.add(new Counter(put.path(), new AtomicLong(), new AtomicLong(), new AtomicLong()));
        }
        for (Counter counter : counters) {
            threads.add(Thread.ofVirtual().start(() -> write(counter)));
        }
    }

    long acknowledged() {
        return counters.stream().mapToLong(c -> c.acknowledged.get()).sum();
    }

    private void write(Counter counter) {
        try {
            long next = System.nanoTime();
            while (!over.await(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                put(counter);
                // who was kept waiting does not catch up
                next = Math.max(next + pause, System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Counter counter) throws InterruptedException {
        long value = counter.asked.incrementAndGet();
        try {
            int status = api.status("PUT", counter.path, "{\"value\":\"" + value + "\"}");
            if (status / 100 == 2) {
                counter.acknowledged.incrementAndGet();
                counter.last.set(value);
            } else if (status != UNAVAILABLE) {
                surprises.add("PUT of " + value + " was answered with " + status);
            }
        } catch (IOException e) {
            // no answer, nothing acknowledged
            over.await(20, TimeUnit.MILLISECONDS);
        }
    }

    /// Ends the writing, and says what of the acknowledged is neither the present value nor in the change log, and what
    /// was answered that nobody should see.
    List<String> lost(Database database) {
        close();
        List<String> lost = new ArrayList<>(surprises);
        for (Counter counter : counters) {
            String thing = counter.path.split("/", 0)[4];
            long value = database.number(
                    "select value::bigint from property where id = 'count' and thing_id = '" + thing + "'");
            long logged = database.number("select count(*) from change_log l join series s on s.id = l.series"
                    + " where s.thing_id = '" + thing + "' and s.property_id = 'count' and l.value <> '0'");
            // what was asked and not answered may or may not have happened
            if (value < counter.last.get() || value > counter.asked.get()) {
                lost.add(counter.path + " is " + value + ", acknowledged was " + counter.last);
            }
            if (logged < counter.acknowledged.get()) {
                lost.add(counter.path + " changed " + logged + " times, acknowledged were " + counter.acknowledged);
            }
        }
        return lost;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
