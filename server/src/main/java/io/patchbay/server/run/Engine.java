package io.patchbay.server.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Delivery;
import io.patchbay.connector.Failure;
import io.patchbay.server.client.Acting;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.DeliveryAddresses;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.client.Live;
import io.patchbay.server.client.Receiving;
import io.patchbay.server.client.Running;
import io.patchbay.server.client.Status;
import io.patchbay.server.client.Waiting;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.thing.Freshness;
import io.patchbay.server.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs the clients of this node's slices. A client that waits is an entry in its slice's queue; one thread, the
/// scheduler, takes who is due and starts a virtual thread for the call. Thread-safe.
final class Engine implements Running, Acting, Receiving, Freshness {
    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long AFTER_A_PROBLEM = Duration.ofMinutes(1).toMillis();
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    /// All clients of an instance that starts anew are called within this time.
    private static final long RESTART = Duration.ofSeconds(5).toMillis();

    /// The rooms that the engine works with.
    record Rooms(
            EngineClients clients,
            DeliveryAddresses addresses,
            ThingWrites things,
            Ownership ownership,
            Technologies technologies,
            Bearers bearers,
            Vendors vendors,
            RecentCalls recent) {}

    private final InstantSource clock;
    private final Ownership ownership;
    private final Gate gate;
    private final Gate listeners = new Gate(Integer.MAX_VALUE, Integer.MAX_VALUE);
    private final EngineMeters meters;
    private final Round round;
    private final Commands commands;
    private final Deliveries deliveries;
    private final Loading loading;
    private final Scheduler scheduler;
    private final Roster roster;
    private volatile boolean stopping;
    private @Nullable Thread loader;

    /// @param pollsAtOnce how many calls may be under way at once, subscriptions aside
    /// @param processors how many there are to compute with
    Engine(Rooms rooms, InstantSource clock, MeterRegistry registry, int pollsAtOnce, int processors) {
        int fewest = Math.min(pollsAtOnce, 2 * processors);
        Timetable timetable = new Timetable();
        this.clock = clock;
        this.ownership = rooms.ownership();
        this.gate = new Gate(pollsAtOnce, fewest);
        this.meters = new EngineMeters(registry);
        this.roster = new Roster(timetable, meters);
        Headroom headroom = new Headroom(fewest, pollsAtOnce, System.nanoTime());
        this.scheduler = new Scheduler(timetable, gate, headroom, clock, this::launch, this::flush);
        Opening opening = new Opening(rooms.clients(), rooms.technologies(), rooms.bearers(), rooms.vendors(), clock);
        Storing storing = new Storing(rooms.clients(), rooms.things(), ownership, clock);
        this.round = new Round(opening, storing, rooms.vendors(), clock, meters, rooms.recent());
        this.commands = new Commands(storing, rooms.vendors(), clock);
        this.deliveries = new Deliveries(rooms.addresses(), opening, storing, rooms.vendors(), clock, rooms.recent());
        this.loading = new Loading(rooms.clients(), rooms.technologies(), clock);
        registry.gauge("patchbay.polls.running", gate, Gate::inside);
        registry.gauge("patchbay.polls.waiting", gate, Gate::waiting);
        registry.gauge("patchbay.polls.places", gate, Gate::places);
        registry.gauge("patchbay.threads.wait", headroom, h -> h.waited() / 1e9);
    }

    /// Takes this node's slices and begins to call their clients; who is still to be loaded is loaded meanwhile.
    void begin() {
        List<Epoch> epochs = ownership.take();
        scheduler.begin();
        // a thread of the system's: reading a million rows must not keep a processor from the polls
        loader = Thread.ofPlatform()
                .name("engine-loader")
                .daemon()
                .start(() -> loading.load(epochs.stream().map(Epoch::slice).toList(), this::loaded));
    }

    boolean isLoaded() {
        return loading.isDone();
    }

    /// How many clients were found so far, while they are being loaded.
    int found() {
        return loading.found();
    }

    /// False once another node has taken over all that this one had.
    boolean isOwner() {
        return roster.isOwner();
    }

    /// Lets the calls under way end for 5 s, then interrupts them; begins no other.
    void end() throws InterruptedException {
        stopping = true;
        scheduler.end(LAST_GRACE);
        Thread loading = loader;
        if (loading != null) {
            loading.interrupt();
            loading.join(LAST_GRACE);
        }
        gate.turnAway();
        // subscriptions hold no place at the gate and have no end of their own
        boolean ended = gate.awaitEmpty(GRACE.toMillis());
        roster.forEach(Runner::drop);
        ended |= gate.awaitEmpty(LAST_GRACE.toMillis());
        if (!listeners.awaitEmpty(LAST_GRACE.toMillis()) || !ended) {
            LOG.warnf("%d calls did not end in time; what they bring is dropped", gate.inside() + listeners.inside());
        }
        roster.clear();
    }

    /// Lets go of the clients of slices that another node has taken. May block for a look into the database.
    void letGo() {
        List<Slice> lost = ownership.lost();
        if (!lost.isEmpty()) {
            int clients = lost.stream().mapToInt(roster::letGo).sum();
            LOG.warnf(
                    "%d slices have another owner now: their %d clients are called from here no more",
                    lost.size(), clients);
        }
    }

    @Override
    public void start(ClientId id) {
        start(id, clock.millis(), true);
    }

    @Override
    public void restart(ClientId id) {
        start(id, clock.millis() + Rhythm.spread(id, RESTART), false);
    }

    private void start(ClientId id, long due, boolean asked) {
        while (!stopping) {
            Runner runner = roster.of(id, Status.STARTING);
            if (runner == null || runner.start(due, asked)) {
                return;
            }
            roster.forget(runner);
        }
    }

    @Override
    public void stop(ClientId id) {
        Runner runner = roster.find(id);
        if (runner == null) {
            return;
        }
        try {
            if (runner.stop()) {
                roster.forget(runner);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while client " + id + " was stopped", e);
        }
    }

    @Override
    public void poll(ClientId id) {
        Runner runner = findOrAwaited(id);
        if (runner != null) {
            runner.hurry(clock.millis());
        }
    }

    @Override
    public Optional<Live> live(ClientId id) {
        return Optional.ofNullable(roster.find(id)).map(runner -> runner.live(clock.millis()));
    }

    @Override
    public Optional<Instant> staleSince(UUID client) {
        long now = clock.millis();
        Runner runner = roster.find(new ClientId(client));
        if (runner == null) {
            return isLoaded() ? Optional.of(Instant.ofEpochMilli(now)) : Optional.empty();
        }
        return runner.live(now).staleSince();
    }

    @Override
    public ActionOutcome act(ClientId id, ActionRequest request, Instant deadline)
            throws ConnectorException, InterruptedException {
        Runner runner = findOrAwaited(id);
        if (runner == null) {
            throw new ConnectorException(
                    new Failure.Unavailable("the client that made the thing is paused, unlinked or gone"));
        }
        return commands.act(runner, request, deadline);
    }

    @Override
    public Taken receive(ClientId id, Delivery delivery) {
        Runner runner = findOrAwaited(id);
        return runner == null ? Taken.IGNORED : deliveries.receive(runner, delivery);
    }

    @Override
    public void unregister(ClientId id) {
        // also right after a start, when it is not loaded yet
        Runner runner = roster.find(id);
        deliveries.unregister(id, runner == null ? null : runner.open());
    }

    /// A client that may still be on its way from the database is not waited for: whether it is to run is seen when it
    /// is opened.
    private @Nullable Runner findOrAwaited(ClientId id) {
        Runner runner = roster.find(id);
        return runner != null || isLoaded() ? runner : roster.of(id, Status.STARTING);
    }

    private void loaded(Waiting client, long due) {
        Runner runner = roster.of(client.id(), client.status());
        if (runner == null) {
            return;
        }
        if (client.status() == Status.STARTED) {
            runner.fare().expiry().planned(due);
        }
        runner.await(due);
    }

    private void launch(Runner runner) {
        Thread.ofVirtual().name("client " + runner.id()).start(() -> call(runner));
    }

    private void flush(Runner runner) {
        Thread.ofVirtual().name("flush " + runner.id()).start(() -> round.flush(runner));
    }

    private void call(Runner runner) {
        Turn turn = Turn.entered(gate, listeners, this::launch);
        long begun = clock.millis();
        int generation = stopping ? Runner.NOTHING_TO_CALL : runner.begin(begun);
        try {
            if (generation != Runner.NOTHING_TO_CALL) {
                meters.began(begun - runner.dueAt());
                finish(runner, generation, round.run(runner, generation, turn));
                deliveries.called(runner);
            }
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Client %s is called again in a minute after a problem of the engine", runner.id());
            if (generation != Runner.NOTHING_TO_CALL) {
                OptionalLong later = OptionalLong.of(begun + AFTER_A_PROBLEM);
                finish(runner, generation, new Next(later, 1, Optional.of(Standing.STARTED)));
            }
        } finally {
            turn.leave();
        }
    }

    private void finish(Runner runner, int generation, Next next) {
        if (runner.end(generation, next, clock.millis())) {
            roster.forget(runner);
        }
    }
}
