package io.patchbay.server.thing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The queue of writes. Many threads add, one takes.
final class Gathering {
    /// Rows of a batch: more of them make waiting longer, but not writing faster.
    private static final int ROWS = 5_000;

    private static final long PATIENCE_MILLIS = 200;

    private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private @Nullable Item left;

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
    List<Item> next() {
        List<Item> batch = new ArrayList<>();
        Set<UUID> clients = new HashSet<>();
        int rows = 0;
        Item item = left == null ? first() : left;
        left = null;
        while (item != null) {
            if (rows >= ROWS || !fits(item, clients)) {
                left = item;
                break;
            }
            batch.add(item);
            rows += item.weight();
            item = queue.poll();
        }
        return batch;
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
