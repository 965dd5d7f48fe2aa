package io.patchbay.server.run;

import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.client.Status;
import io.patchbay.server.client.Waiting;
import io.patchbay.server.cluster.Slice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjLongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Finds the clients that are to run when a node starts, and says when each is first due: who worked goes on in its old
/// rhythm, who did not is tried soon, and nobody at the same time as all others. Those who were found are called while
/// it goes on.
final class Loading {
    private static final Logger LOG = Logger.getLogger(Loading.class);
    private static final int PAGE = 5_000;
    private static final long SOON = Duration.ofSeconds(5).toMillis();
    private static final long SOON_AGAIN = Duration.ofMinutes(1).toMillis();

    private final EngineClients clients;
    private final Technologies technologies;
    private final InstantSource clock;
    private final Set<String> unknown = new HashSet<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger found = new AtomicInteger();

    Loading(EngineClients clients, Technologies technologies, InstantSource clock) {
        this.clients = clients;
        this.technologies = technologies;
        this.clock = clock;
    }

    /// Returns when all are found or the thread is interrupted. A page that cannot be read is tried again; a row that
    /// is no client is reported and left out.
    void load(List<Slice> slices, ObjLongConsumer<Waiting> client) {
        for (Slice slice : slices) {
            Optional<ClientId> after = Optional.empty();
            do {
                EngineClients.Page page = page(slice, after.orElse(null));
                if (page == null) {
                    return;
                }
                page.unreadable()
                        .forEach(row -> LOG.errorf(
                                "Client %s is left out, for its row cannot be read: %s", row.id(), row.problem()));
                page.clients().forEach(waiting -> {
                    long due = firstDue(waiting);
                    if (due != DueQueue.NEVER) {
                        client.accept(waiting, due);
                    }
                });
                found.addAndGet(page.clients().size());
                after = page.last();
            } while (after.isPresent());
        }
        LOG.debugf("%d clients wait for their calls", found);
        done.countDown();
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    /// How many clients it has found so far.
    int found() {
        return found.get();
    }

    private EngineClients.@Nullable Page page(Slice slice, @Nullable ClientId after) {
        for (int attempt = 1; !Thread.currentThread().isInterrupted(); attempt++) {
            try {
                return clients.pageAcrossApps(slice, after, PAGE);
            } catch (RuntimeException e) {
                if (attempt == 1) {
                    LOG.errorf(e, "The clients of slice %d cannot be read; it is tried again", slice.number());
                }
                try {
                    if (done.await(Math.min(attempt, 10), TimeUnit.SECONDS)) {
                        return null;
                    }
                } catch (InterruptedException interrupted) {
                    return null;
                }
            }
        }
        return null;
    }

    private long firstDue(Waiting client) {
        Optional<Technology> technology = technologies.byType(client.typeId());
        if (technology.isEmpty()) {
            if (unknown.add(client.typeId())) {
                LOG.errorf("There is no connector \"%s\" any more: its clients rest", client.typeId());
            }
            return DueQueue.NEVER;
        }
        return firstDue(client.id(), client.status(), technology.get().interval(), clock.millis());
    }

    static long firstDue(ClientId id, Status status, Duration interval, long now) {
        Rhythm rhythm = Rhythm.of(id, interval);
        return switch (status) {
            case STARTED -> rhythm.after(now);
            case STARTING -> now + Rhythm.spread(id, Math.min(SOON, rhythm.interval()));
            // a vendor may be down with all its clients: not all of them within seconds
            case ERROR -> now + Rhythm.spread(id, Math.min(SOON_AGAIN, rhythm.interval()));
        };
    }
}
