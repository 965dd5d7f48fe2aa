package io.patchbay.server.thing;

import io.patchbay.server.db.Db;
import io.patchbay.server.web.ApiException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// A queue of writes and the thread that writes them, batch after batch. What concerns the same client, or the same
/// thing of an app, always comes to the same lane, and so keeps its order.
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);
    static final Duration SOON = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    private final Db db;
    private final HorizonWatch watch;
    private final Current current;
    private final BatchMeters meters;
    private final Runnable before;
    private final Gathering gathering = new Gathering();
    private final Thread loop;
    private volatile boolean stopping;

    /// @param before every batch, on the lane's thread
    Lane(String name, Db db, HorizonWatch watch, Current current, BatchMeters meters, Runnable before) {
        this.db = db;
        this.watch = watch;
        this.current = current;
        this.meters = meters;
        this.before = before;
        this.loop = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    void add(Item item) {
        gathering.add(item);
        // looked at after adding: the loop ends only when it has seen nothing left after the flag was raised
        if (stopping && gathering.remove(item)) {
            item.done().completeExceptionally(ApiException.unavailable("The service is stopping.", SOON));
        }
    }

    /// Writes what was accepted, then ends.
    void stop() {
        stopping = true;
    }

    void join() throws InterruptedException {
        loop.join();
    }

    private void run() {
        while (true) {
            boolean last = stopping;
            List<Item> batch = gathering.next();
            before.run();
            if (!batch.isEmpty()) {
                commit(batch, 1);
            } else if (last) {
                return;
            }
        }
    }

    /// A batch that fails is split until what makes it fail is alone: that fails, the others do not.
    private void commit(List<Item> batch, int attempt) {
        try {
            long begun = System.nanoTime();
            List<Batch.Refusal> refused = db.write(tx -> Batch.write(tx, current, batch));
            meters.written(batch.size(), System.nanoTime() - begun);
            watch.committed();
            refused.forEach(refusal -> refusal.item().done().completeExceptionally(refusal.answer()));
            batch.forEach(item -> item.done().complete(null)); // but for those just refused
        } catch (Throwable e) {
            if (Passing.is(e) && attempt < ATTEMPTS) {
                commit(batch, attempt + 1);
            } else if (Passing.is(e)) {
                LOG.errorf(e, "%d writes failed.", batch.size());
                batch.forEach(item -> item.done()
                        .completeExceptionally(ApiException.unavailable(
                                "The database did not confirm the write: send it again.", SOON)));
            } else if (batch.size() == 1) {
                batch.getFirst().done().completeExceptionally(e);
            } else {
                int half = batch.size() / 2;
                commit(batch.subList(0, half), 1);
                commit(batch.subList(half, batch.size()), 1);
            }
        }
    }
}
