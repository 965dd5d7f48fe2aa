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
import io.patchbay.server.thing.Freshness;
import io.patchbay.server.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs the clients of this node's slices. A client that waits is an entry in one queue; one thread, the scheduler,
/// takes who is due and starts a virtual thread for the call. Thread-safe.
final class Engine implements Running, Acting, Receiving, Freshness {
    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long AFTER_A_PROBLEM = Duration.ofMinutes(1).toMillis();
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    /// The rooms that the engine works with.
    record Rooms(
            EngineClients clients,
            DeliveryAddresses addresses,
            ThingWrites things,
            Ownership ownership,
            Technologies technologies,
            Bearers bearers,
            Vendors vendors) {}

    private final InstantSource clock;
    private final Ownership ownership;
    private final Gate gate;
    private final Gate listeners = new Gate(Integer.MAX_VALUE);
    private final EngineMeters meters;
    private final Round round;
    private final Commands commands;
    private final Deliveries deliveries;
    private final Loading loading;
    private final DueQueue<Runner> queue = new DueQueue<>();
    private final Map<ClientId, Runner> runners = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable Thread scheduler;
    private @Nullable Thread loader;

    /// @param pollsAtOnce how many calls may run at once, subscriptions aside
    Engine(Rooms rooms, InstantSource clock, MeterRegistry registry, int pollsAtOnce) {
        this.clock = clock;
        this.ownership = rooms.ownership();
        this.gate = new Gate(pollsAtOnce);
        this.meters = new EngineMeters(registry);
        Opening opening = new Opening(rooms.clients(), rooms.technologies(), rooms.bearers(), rooms.vendors(), clock);
        Storing storing = new Storing(rooms.clients(), rooms.things(), rooms.ownership(), clock);
        this.round = new Round(opening, storing, rooms.vendors(), clock, meters);
        this.commands = new Commands(storing, rooms.vendors(), clock);
        this.deliveries = new Deliveries(rooms.addresses(), opening, storing, rooms.vendors(), clock);
        this.loading = new Loading(rooms.clients(), rooms.technologies(), clock);
        registry.gauge("patchbay.polls.running", gate, Gate::inside);
        registry.gauge("patchbay.polls.waiting", gate, Gate::waiting);
    }

    /// Takes this node's slices and begins to call their clients; who is still to be loaded is loaded meanwhile.
    void begin() {
        List<Epoch> epochs = ownership.take();
        scheduler = Thread.ofPlatform().name("engine-scheduler").daemon().start(this::schedule);
        loader = Thread.ofVirtual()
                .name("engine-loader")
                .start(() -> loading.load(epochs.stream().map(Epoch::slice).toList(), this::loaded));
    }

    boolean isLoaded() {
        return loading.isDone();
    }

    /// Lets the calls under way end for 5 s, then interrupts them; begins no other.
    void end() throws InterruptedException {
        stopping = true;
        for (Thread thread : new Thread[] {scheduler, loader}) {
            if (thread != null) {
                thread.interrupt();
                thread.join(LAST_GRACE);
            }
        }
        gate.turnAway();
        // subscriptions hold no place at the gate and have no end of their own
        boolean ended = gate.awaitEmpty(GRACE.toMillis());
        runners.values().forEach(Runner::drop);
        ended |= gate.awaitEmpty(LAST_GRACE.toMillis());
        if (!listeners.awaitEmpty(LAST_GRACE.toMillis()) || !ended) {
            LOG.warnf("%d calls did not end in time; what they bring is dropped", gate.inside() + listeners.inside());
        }
        runners.clear();
    }

    @Override
    public void start(ClientId id) {
        while (!stopping) {
            Runner runner = runner(id, Status.STARTING);
            if (runner.start(clock.millis())) {
                return;
            }
            forget(runner);
        }
    }

    @Override
    public void stop(ClientId id) {
        Runner runner = runners.get(id);
        if (runner == null) {
            return;
        }
        try {
            if (runner.stop()) {
                forget(runner);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while client " + id + " was stopped", e);
        }
    }

    @Override
    public void poll(ClientId id) {
        Runner runner = runners.get(id);
        if (runner != null) {
            runner.hurry(clock.millis());
        }
    }

    @Override
    public Optional<Live> live(ClientId id) {
        return Optional.ofNullable(runners.get(id)).map(runner -> runner.live(clock.millis()));
    }

    @Override
    public Optional<Instant> staleSince(UUID client) {
        long now = clock.millis();
        Runner runner = runners.get(new ClientId(client));
        if (runner == null) {
            return isLoaded() ? Optional.of(Instant.ofEpochMilli(now)) : Optional.empty();
        }
        return runner.live(now).staleSince();
    }

    @Override
    public ActionOutcome act(ClientId id, ActionRequest request, Instant deadline)
            throws ConnectorException, InterruptedException {
        Runner runner = runners.get(id);
        if (runner == null) {
            throw new ConnectorException(
                    new Failure.Unavailable("the client that made the thing is paused, unlinked or gone"));
        }
        return commands.act(runner, request, deadline);
    }

    @Override
    public Taken receive(ClientId id, Delivery delivery) {
        Runner runner = runners.get(id);
        return runner == null ? Taken.IGNORED : deliveries.receive(runner, delivery);
    }

    @Override
    public void unregister(ClientId id) {
        Runner runner = runners.get(id);
        if (runner != null) {
            deliveries.unregister(runner);
        }
    }

    private Runner runner(ClientId id, Status status) {
        return runners.computeIfAbsent(id, _ -> {
            meters.added(status);
            return new Runner(id, status, queue);
        });
    }

    private void forget(Runner runner) {
        if (runners.remove(runner.id(), runner)) {
            meters.removed(runner.fare().status());
        }
    }

    private void loaded(Waiting client, long due) {
        Runner runner = runner(client.id(), client.status());
        if (client.status() == Status.STARTED) {
            runner.fare().expiry().planned(due);
        }
        runner.await(due);
    }

    private void schedule() {
        while (!stopping) {
            try {
                Runner runner = queue.take(clock);
                switch (runner.due(clock.millis())) {
                    case CALL -> {
                        if (gate.enter(runner)) {
                            launch(runner);
                        }
                    }
                    case FLUSH ->
                        Thread.ofVirtual().name("flush " + runner.id()).start(() -> round.flush(runner));
                    case NOTHING -> {}
                }
            } catch (InterruptedException e) {
                // only the end interrupts it
                return;
            } catch (RuntimeException e) {
                LOG.error("The scheduler goes on after a problem", e);
            }
        }
    }

    private void launch(Runner runner) {
        Thread.ofVirtual().name("client " + runner.id()).start(() -> call(runner));
    }

    private void call(Runner runner) {
        Place place = new Place(runner);
        long begun = clock.millis();
        long due = runner.dueAt();
        Optional<Integer> generation = stopping ? Optional.empty() : runner.begin(begun);
        try {
            if (generation.isPresent()) {
                meters.began(begun - due);
                Next next = round.run(runner, generation.get(), place::listens);
                finish(runner, generation.get(), next);
                deliveries.called(runner);
            }
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Client %s is called again in a minute after a problem of the engine", runner.id());
            Next later = new Next(OptionalLong.of(begun + AFTER_A_PROBLEM), 1, Optional.of(Standing.STARTED));
            generation.ifPresent(of -> finish(runner, of, later));
        } finally {
            place.leave();
        }
    }

    private void finish(Runner runner, int generation, Next next) {
        if (runner.end(generation, next, clock.millis())) {
            forget(runner);
        }
    }

    /// The place of one call at the gate, given back once: at its end, or when it turns out to be a subscription.
    private final class Place {
        private final Runner runner;
        private Gate at = gate;

        Place(Runner runner) {
            this.runner = runner;
        }

        void listens() {
            leave();
            at = listeners;
            at.enter(runner);
        }

        void leave() {
            Runner next = at.leave();
            if (next != null) {
                launch(next);
            }
        }
    }
}
