package io.patchbay.server.run;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.FencedException;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.thing.Owner;
import io.patchbay.server.thing.Report;
import io.patchbay.server.vendor.TestVendors;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/// An engine over a simulated vendor, with its clients' rows and its writes in memory.
final class Lab implements AutoCloseable, Ownership, ThingWrites {
    static final class Vendor extends Simulator {
        volatile String value = "7";

        /// What `/slow` does before it answers.
        volatile Runnable slowly = () -> {};

        Vendor() {
            super(0);
            get("/now", _ -> Response.json(value));
            get("/slow", _ -> {
                slowly.run();
                return Response.json(value);
            });
        }
    }

    record Write(Owner owner, Report report) {}

    final Vendor vendor = new Vendor();
    final Rows rows = new Rows();
    final Probe probe;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Write> writes = new CopyOnWriteArrayList<>();
    final TestVendors vendors;
    final Engine engine;
    volatile Optional<RuntimeException> refusal = Optional.empty();
    volatile long epoch = 1;

    /// Slices that another node has taken.
    final Set<Slice> taken = ConcurrentHashMap.newKeySet();

    Lab(InstantSource clock, Duration interval, boolean subscribed, int pollsAtOnce) {
        probe = new Probe(vendor.url(), subscribed);
        vendors = new TestVendors(clock, meters);
        engine = new Engine(
                new Engine.Rooms(
                        rows,
                        new Addresses(),
                        this,
                        this,
                        _ -> Optional.of(probe.every(interval)),
                        (_, _, _) -> Optional.empty(),
                        vendors.vendors(),
                        new RecentCalls(clock)),
                clock,
                meters,
                pollsAtOnce,
                2);
    }

    static Lab polling(Duration interval) {
        return new Lab(InstantSource.system(), interval, false, 100);
    }

    /// Begins, and returns when those who were there are found.
    void begin() {
        engine.begin();
        await().until(engine::isLoaded);
    }

    /// Calls under way.
    double running() {
        return meters.get("patchbay.polls.running").gauge().value();
    }

    ClientId started() {
        ClientId id = rows.add(Status.STARTING);
        engine.start(id);
        return id;
    }

    boolean is(ClientId id, Status status) {
        return rows.condition(id).map(Condition::status).filter(status::equals).isPresent();
    }

    @Override
    public List<Epoch> take() {
        return IntStream.range(0, Slice.COUNT)
                .mapToObj(number -> new Epoch(new Slice(number), epoch))
                .toList();
    }

    @Override
    public Optional<Epoch> epoch(Slice slice) {
        return Optional.of(new Epoch(slice, epoch));
    }

    @Override
    public List<Slice> lost() {
        return IntStream.range(0, Slice.COUNT)
                .mapToObj(Slice::new)
                .filter(taken::remove)
                .toList();
    }

    @Override
    public void apply(Owner owner, Report report) {
        refusal.ifPresent(problem -> {
            throw problem;
        });
        if (owner.epoch().number() != 1) {
            throw new FencedException(owner.epoch());
        }
        writes.add(new Write(owner, report));
    }

    @Override
    public void close() throws InterruptedException {
        engine.end();
        vendors.close();
        vendor.close();
    }
}
