package io.patchbay.server.thing;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Availability;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// The one write path of values and statuses. Writes of all clients and of the API wait in a few lanes; the thread of
/// each takes what has gathered, writes it in one transaction and answers all that waited for it. A lone write waits
/// for
/// nothing; while a batch is on its way to the disk, the next one gathers.
///
/// Any thread may call, virtual ones too. A call returns when its write is durable, and lets no interrupt cut it
/// short: a write that was accepted happens.
@Startup
@Singleton
public final class Writer implements AutoCloseable {
    static final int MOST_UNDER_WAY = 10_000;

    /// While one waits for the database the other one prepares.
    private static final int LANES = 2;

    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);
    private final BatchMeters meters;
    private final List<Lane> lanes;

    Writer(
            Db db,
            InstantSource clock,
            Partitions partitions,
            HorizonWatch watch,
            Current current,
            MeterRegistry metrics) {
        this.clock = clock;
        this.meters = new BatchMeters(metrics);
        metrics.gauge("patchbay.writes.under.way", this, Writer::underWay);
        partitions.keep(clock.instant());
        this.lanes = IntStream.range(0, LANES)
                .mapToObj(i -> new Lane(
                        "thing-writer-" + i, db, watch, current, meters, () -> partitions.keep(clock.instant())))
                .toList();
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
        await(submit(owner.client(), new Item.Reported(owner, report, found, now(), new CompletableFuture<>())));
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
        return submit(key.thing(), new Item.Put(app, subject, key, text, now(), new CompletableFuture<>()));
    }

    /// Sets the status of an app's own thing.
    ///
    /// @throws ApiException 404, 409; 503 if too many writes are under way
    void patch(AppId app, Optional<String> subject, UUID thing, Availability status) {
        enter();
        await(submit(thing, new Item.Patch(app, subject, thing, status, now(), new CompletableFuture<>())));
    }

    /// Writes what was accepted, then ends.
    @Override
    @PreDestroy
    public void close() {
        lanes.forEach(Lane::stop);
        try {
            for (Lane lane : lanes) {
                lane.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was written since the start.
    ///
    /// @param count  of batches, each in one transaction
    /// @param writes in all of them
    /// @param millis that their transactions took together
    public record Batches(long count, long writes, double millis) {}

    public Batches batches() {
        return meters.all();
    }

    /// Writes that wait or are being written.
    public int underWay() {
        return MOST_UNDER_WAY - places.availablePermits();
    }

    private void enter() {
        if (!places.tryAcquire()) {
            throw ApiException.unavailable("Too many writes are under way: send it again in a second.", Lane.SOON);
        }
    }

    /// What the database keeps of it: microseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// The place of the item is free again when it is done.
    private CompletableFuture<Void> submit(UUID of, Item item) {
        CompletableFuture<Void> done = item.done().whenComplete((_, _) -> places.release());
        lanes.get(lane(of)).add(item);
        return done;
    }

    /// @param of the client, or the app's own thing, that a write is about
    static int lane(UUID of) {
        return Math.floorMod(of.hashCode(), LANES);
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }
}
