package io.patchbay.server.thing;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Availability;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// The one write path of values and statuses. Writes of all clients and of the API wait in one queue; one thread
/// takes what has gathered, writes it in one transaction and answers all that waited for it. A lone write waits for
/// nothing; while a batch is on its way to the disk, the next one gathers.
///
/// Any thread may call, virtual ones too. A call returns when its write is durable, and lets no interrupt cut it
/// short: a write that was accepted happens.
@Startup
@Singleton
public final class Writer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    static final int MOST_UNDER_WAY = 10_000;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    private final Db db;
    private final InstantSource clock;
    private final Partitions partitions;
    private final HorizonWatch watch;
    private final Current current;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);
    private final Gathering gathering = new Gathering();
    private final Thread loop;
    private volatile boolean stopping;

    Writer(
            Db db,
            InstantSource clock,
            Partitions partitions,
            HorizonWatch watch,
            Current current,
            MeterRegistry metrics) {
        this.db = db;
        this.clock = clock;
        this.partitions = partitions;
        this.watch = watch;
        this.current = current;
        metrics.gauge("patchbay.writes.under.way", this, Writer::underWay);
        partitions.keep(clock.instant());
        this.loop = Thread.ofPlatform().daemon().name("thing-writer").start(this::run);
    }

    /// Makes the client's things, their statuses and their values what the report says; writes only what differs. A
    /// reading that is older than the stored value's time is ignored. Waits while too many writes are under way.
    ///
    /// @throws io.patchbay.server.cluster.FencedException if something had to be written and the slice has another
    ///     owner now; nothing was written
    /// @throws IllegalArgumentException if the report contradicts itself or the things that were reported
    ///     before (C6, C8, C9); nothing was written
    /// @throws RuntimeException if the database fails; the report can be sent again
    public void apply(Owner owner, Report report) {
        Optional<List<Item.Found>> found = report.things()
                .map(things -> things.stream().map(Item.Found::of).toList());
        places.acquireUninterruptibly();
        await(submit(new Item.Reported(owner, report, found, now(), new CompletableFuture<>())));
    }

    /// Sets the value of a property of an app's own thing.
    ///
    /// @throws ApiException 400, 404, 409; 503 if too many writes are under way
    void put(AppId app, Optional<String> subject, Key key, String text) {
        await(putAsync(app, subject, key, text));
    }

    /// As [#put], but at once. What comes of it is told on the thread that writes, which nothing may hold up.
    CompletableFuture<Void> putAsync(AppId app, Optional<String> subject, Key key, String text) {
        enter();
        return submit(new Item.Put(app, subject, key, text, now(), new CompletableFuture<>()));
    }

    /// Sets the status of an app's own thing.
    ///
    /// @throws ApiException 404, 409; 503 if too many writes are under way
    void patch(AppId app, Optional<String> subject, UUID thing, Availability status) {
        enter();
        await(submit(new Item.Patch(app, subject, thing, status, now(), new CompletableFuture<>())));
    }

    /// Writes what was accepted, then ends.
    @Override
    @PreDestroy
    public void close() {
        stopping = true;
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes that wait or are being written.
    int underWay() {
        return MOST_UNDER_WAY - places.availablePermits();
    }

    private void enter() {
        if (!places.tryAcquire()) {
            throw ApiException.unavailable("Too many writes are under way: send it again in a second.", SOON);
        }
    }

    /// What the database keeps of it: microseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// The place of the item is free again when it is done.
    private CompletableFuture<Void> submit(Item item) {
        CompletableFuture<Void> done = item.done().whenComplete((_, _) -> places.release());
        gathering.add(item);
        // looked at after adding: the loop ends only when it has seen nothing left after the flag was raised
        if (stopping && gathering.remove(item)) {
            item.done().completeExceptionally(ApiException.unavailable("The service is stopping.", SOON));
        }
        return done;
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private void run() {
        while (true) {
            boolean last = stopping;
            List<Item> batch = gathering.next();
            partitions.keep(clock.instant());
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
            List<Batch.Refusal> refused = db.write(tx -> Batch.write(tx, current, batch));
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
