package io.patchbay.server.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The one thread that looks who is due and lets them in, as many as the gate has places for.
final class Scheduler {
    private static final Logger LOG = Logger.getLogger(Scheduler.class);
    private static final long IDLE = Duration.ofSeconds(1).toMillis();
    private static final long WHILE_SOMEBODY_WAITS = 10;

    private final Timetable timetable;
    private final Gate gate;
    private final Headroom headroom;
    private final InstantSource clock;
    private final Consumer<Runner> launch;
    private final Consumer<Runner> flush;
    private volatile boolean ending;
    private @Nullable Thread thread;

    /// @param launch starts the call of who has a place at the gate; must return at once
    /// @param flush has a subscription store what it has; must return at once
    Scheduler(
            Timetable timetable,
            Gate gate,
            Headroom headroom,
            InstantSource clock,
            Consumer<Runner> launch,
            Consumer<Runner> flush) {
        this.timetable = timetable;
        this.gate = gate;
        this.headroom = headroom;
        this.clock = clock;
        this.launch = launch;
        this.flush = flush;
    }

    void begin() {
        thread = Thread.ofPlatform().name("engine-scheduler").daemon().start(this::run);
    }

    void end(Duration patience) throws InterruptedException {
        ending = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(patience);
        }
    }

    private void run() {
        while (!ending) {
            try {
                int waiting = gate.waiting();
                timetable.await(clock, waiting > 0 ? WHILE_SOMEBODY_WAITS : IDLE);
                timetable.take(clock.millis(), this::due);
                makeRoom(waiting > 0);
            } catch (InterruptedException e) {
                // only the end interrupts it
                return;
            } catch (RuntimeException e) {
                LOG.error("The scheduler goes on after a problem", e);
            }
        }
    }

    private void due(Runner runner, long at) {
        switch (runner.due(at, clock.millis())) {
            case CALL -> {
                if (gate.enter(runner, runner.isAsked())) {
                    launch.accept(runner);
                }
            }
            case FLUSH -> flush.accept(runner);
            case NOTHING -> {}
        }
    }

    private void makeRoom(boolean wanted) {
        headroom.beat(System.nanoTime(), wanted);
        gate.resize(headroom.places());
        for (Runner next = gate.admit(); next != null; next = gate.admit()) {
            launch.accept(next);
        }
    }
}
