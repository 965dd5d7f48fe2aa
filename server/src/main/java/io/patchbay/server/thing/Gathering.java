package io.patchbay.server.thing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The queue of writes. Many threads add, one takes.
final class Gathering {
    /// Rows of a batch: more of them make waiting longer, but not writing faster.
    private static final int ROWS = 5_000;

    private static final long PATIENCE_MILLIS = 200;

    /// Nanoseconds.
    private static final long MOMENT = 300_000;

    private static final int MOMENTS = 3;

    private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private @Nullable Item left;
    private int usual;

    void add(Item item) {
        queue.add(item);
    }

    /// @return false if it has been taken
    boolean remove(Item item) {
        return queue.remove(item);
    }

    /// What has gathered, in order; waits for a first one, but not for ever: then it is empty. A list of a client's
    /// things that does not come before all other items of the client is left for the next batch, with all that
    /// follows it.
    ///
    /// Those who were answered last are often about to write again: if they were many, it waits a moment for
    /// them, for a transaction of a few costs as much as one of many. A lone write waits for nothing.
    List<Item> next() {
        Filling filling = new Filling();
        Item item = left == null ? first() : left;
        left = null;
        filling.fill(item);
        for (int i = 0; i < MOMENTS && left == null && 2 * filling.batch.size() < usual && item != null; i++) {
            LockSupport.parkNanos(MOMENT);
            filling.fill(queue.poll());
        }
        usual = Math.max(filling.batch.size(), usual / 2);
        return filling.batch;
    }

    /// A batch in the making.
    private final class Filling {
        final List<Item> batch = new ArrayList<>();
        final Set<UUID> clients = new HashSet<>();
        int rows;

        void fill(@Nullable Item first) {
            Item item = first;
            while (item != null) {
                if (rows >= ROWS || !fits(item, clients)) {
                    left = item;
                    return;
                }
                batch.add(item);
                rows += item.weight();
                item = queue.poll();
            }
        }
    }

    private static boolean fits(Item item, Set<UUID> clients) {
        return switch (item) {
            case Item.Reported report ->
                clients.add(report.owner().client()) || report.found().isEmpty();
            case Item.Put _, Item.Patch _ -> true;
        };
    }

    private @Nullable Item first() {
        try {
            return queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return null; // nobody interrupts the loop
        }
    }
}
