package io.patchbay.server.run;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Acts;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.server.thing.Report;
import io.patchbay.server.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Carries actions out, beside the polls of their clients. Called on the thread of the action.
final class Commands {
    private final Storing storing;
    private final Vendors vendors;
    private final InstantSource clock;

    Commands(Storing storing, Vendors vendors, InstantSource clock) {
        this.storing = storing;
        this.vendors = vendors;
        this.clock = clock;
    }

    ActionOutcome act(Runner runner, ActionRequest request, Instant deadline)
            throws ConnectorException, InterruptedException {
        OpenClient client = open(runner, deadline);
        if (!(client.client() instanceof Acts acts)) {
            return new ActionOutcome.Refused("connector " + client.type() + " carries out no actions");
        }
        if (!client.acting().tryLock(left(deadline).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the action before has not ended until the deadline");
        }
        try {
            int generation = runner.generation();
            ActionOutcome outcome = act(client, acts, request, deadline);
            show(runner, generation, client, outcome);
            return outcome;
        } finally {
            client.acting().unlock();
        }
    }

    /// A client that has not been called since the service started is opened by its next call, which is made at once.
    private OpenClient open(Runner runner, Instant deadline) throws ConnectorException, InterruptedException {
        OpenClient open = runner.open();
        if (open != null) {
            return open;
        }
        runner.hurry(clock.millis());
        return runner.awaitOpen(left(deadline))
                .orElseThrow(() -> new ConnectorException(
                        new Failure.Unavailable("the client that made the thing is not running")));
    }

    private ActionOutcome act(OpenClient client, Acts acts, ActionRequest request, Instant deadline)
            throws ConnectorException, InterruptedException {
        Deadline end = new Deadline(Thread.currentThread());
        Thread watch =
                Thread.ofVirtual().name("deadline of action " + request.id()).start(() -> end.pass(left(deadline)));
        try {
            RoundHttp http = new RoundHttp(client.command(vendors), Turn.FREE, () -> true);
            return ScopedValue.where(OpenContext.ROUND, http).<ActionOutcome, Exception>call(() -> acts.act(request));
        } catch (ConnectorException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("act throws no other exception", e);
        } finally {
            end.over();
            watch.interrupt();
        }
    }

    /// Interrupts an action at its deadline, and never what comes after the action.
    private static final class Deadline {
        private final Thread actor;
        private boolean over;

        Deadline(Thread actor) {
            this.actor = actor;
        }

        synchronized void pass(Duration left) {
            long end = System.nanoTime() + left.toNanos();
            try {
                for (long wait = left.toNanos(); !over && wait > 0; wait = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, wait);
                }
                if (!over) {
                    actor.interrupt();
                }
            } catch (InterruptedException e) {
                // the action has ended
            }
        }

        /// The action has returned; an interrupt that was meant for it must not break what is stored now.
        synchronized void over() {
            over = true;
            notifyAll();
            Thread.interrupted();
        }
    }

    /// What the vendor told of the new state is written now; where it told nothing, the client is asked soon.
    private void show(Runner runner, int generation, OpenClient client, ActionOutcome outcome) {
        switch (outcome) {
            case ActionOutcome.Refused _ -> {}
            case ActionOutcome.Accepted _ -> runner.hurry(clock.millis());
            case ActionOutcome.Done done when done.readings().isEmpty() -> runner.hurry(clock.millis());
            case ActionOutcome.Done done -> {
                if (runner.beginWriting(generation)) {
                    try {
                        storing.acted(client, new Report(Optional.empty(), done.readings(), Map.of()));
                    } finally {
                        runner.endWriting();
                    }
                }
            }
        }
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
