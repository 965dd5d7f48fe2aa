package io.patchbay.server.run;

import io.patchbay.connector.Client;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Received;
import io.patchbay.connector.Subscribed;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import io.patchbay.server.vendor.CircuitOpen;
import io.patchbay.server.vendor.Postponed;
import io.patchbay.server.vendor.Vendors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/// One call of a client, from its open to what is stored of it. Runs on a virtual thread of the call's own.
final class Round {
    private static final Rhythm UNKNOWN = new Rhythm(Duration.ofMinutes(1).toMillis(), 0);
    private static final long LASTING = Duration.ofMinutes(1).toMillis();

    private final Opening opening;
    private final Storing storing;
    private final Vendors vendors;
    private final InstantSource clock;
    private final EngineMeters meters;
    private final RecentCalls recent;

    Round(
            Opening opening,
            Storing storing,
            Vendors vendors,
            InstantSource clock,
            EngineMeters meters,
            RecentCalls recent) {
        this.opening = opening;
        this.storing = storing;
        this.vendors = vendors;
        this.clock = clock;
        this.meters = meters;
        this.recent = recent;
    }

    Next run(Runner runner, int generation, Turn turn) {
        OpenClient client = runner.open();
        if (client == null) {
            switch (opening.open(runner.id(), turn)) {
                case Opening.Opened.Ready(OpenClient opened, Condition condition) -> {
                    client = opened;
                    meters.removed(runner.fare().status());
                    runner.fare().read(condition);
                    meters.added(runner.fare().status());
                    runner.opened(opened);
                }
                case Opening.Opened.Not(Outcome why) -> {
                    return unopened(runner, generation, why);
                }
            }
        }
        return run(runner, generation, client, turn);
    }

    private Next run(Runner runner, int generation, OpenClient client, Turn turn) {
        long begun = clock.millis();
        meters.stretched(begun - runner.dueAt(), client.rhythm().interval());
        CollectingSink sink = new CollectingSink(() -> runner.reported(clock.millis()));
        Listening listening = new Listening(client, sink, generation, new AtomicReference<>());
        Outcome outcome = call(runner, listening, turn);
        sink.close();
        Outcome problem = listening.problem().get();
        Outcome end = problem == null ? outcome : problem;
        if (!runner.beginWriting(generation)) {
            meters.ended(client.type(), new Outcome.Over(), clock.millis() - begun);
            return over();
        }
        try {
            if (client.client() instanceof Subscribed && clock.millis() - begun >= LASTING) {
                runner.fare().failures(0);
            }
            return told(runner, client, turn, begun, storing.store(client, sink, turn, end));
        } finally {
            runner.endWriting();
        }
    }

    /// Stores what a subscription has reported since the last time.
    void flush(Runner runner) {
        runner.listened().ifPresent(listening -> flush(runner, listening));
    }

    private void flush(Runner runner, Listening listening) {
        if (!runner.beginWriting(listening.generation())) {
            return;
        }
        try {
            OpenClient client = listening.client();
            Outcome outcome = storing.store(client, listening.sink(), Turn.FREE, Outcome.Succeeded.PLAINLY);
            if (outcome instanceof Outcome.Succeeded) {
                // a connection has proved itself when it has lasted, not when it was made
                int failures = runner.fare().failures();
                told(runner, client, Turn.FREE, clock.millis(), outcome);
                runner.fare().failures(failures);
            } else {
                // what was taken is lost: the subscription begins again and reports all there is
                listening.problem().set(outcome);
                runner.breakOff();
            }
        } finally {
            runner.endWriting();
        }
    }

    private Next unopened(Runner runner, int generation, Outcome why) {
        if (!runner.beginWriting(generation)) {
            return over();
        }
        try {
            return told(runner, Secrets.NONE, UNKNOWN, "unknown", Turn.FREE, clock.millis(), why);
        } finally {
            runner.endWriting();
        }
    }

    private Next told(Runner runner, OpenClient client, Turn turn, long begun, Outcome outcome) {
        Secrets secrets = outcome instanceof Outcome.Succeeded ? Secrets.NONE : client.secrets();
        runner.fare().expiry().measured(client.newest(), client.news());
        return told(runner, secrets, client.rhythm(), client.type(), turn, begun, outcome);
    }

    private Next told(
            Runner runner, Secrets secrets, Rhythm rhythm, String type, Turn turn, long begun, Outcome outcome) {
        long now = clock.millis();
        meters.ended(type, outcome, now - begun);
        Status before = runner.fare().status();
        Next next = Next.after(
                        outcome,
                        new Next.Past(rhythm, begun, now, runner.fare().failures()),
                        ThreadLocalRandom.current())
                .hiding(secrets);
        runner.fare().expiry().ended(outcome, next, rhythm, now);
        recent.ended(runner, outcome, next, begun, now);
        boolean owned = storing.tell(runner.id(), runner.fare(), turn, type, outcome, next);
        if (runner.fare().status() != before) {
            meters.removed(before);
            meters.added(runner.fare().status());
        }
        return owned ? next : over();
    }

    private Outcome call(Runner runner, Listening listening, Turn turn) {
        if (!runner.enterConnector(listening.generation())) {
            return new Outcome.Over();
        }
        OpenClient client = listening.client();
        Outcome outcome;
        try {
            RoundHttp http = new RoundHttp(client.round(vendors), turn, () -> runner.isCurrent(listening.generation()));
            outcome = ScopedValue.where(OpenContext.ROUND, http)
                    .call(() -> call(runner, client.client(), listening, turn));
        } catch (ConnectorException e) {
            outcome = CircuitOpen.in(e)
                    .<Outcome>map(open -> new Outcome.Down(e.failure(), open.waiting()))
                    .orElseGet(() -> new Outcome.Failed(e.failure()));
        } catch (Postponed e) {
            outcome = new Outcome.PutOff(e.waiting());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            outcome = client.secrets().crashed(e);
        }
        boolean late = runner.leaveConnector();
        boolean unfinished = !(outcome instanceof Outcome.Succeeded) && !(outcome instanceof Outcome.Failed);
        return late && unfinished
                ? new Outcome.Failed(new Failure.Unavailable("the vendor's answers took longer than 60 s"))
                : outcome;
    }

    private Outcome call(Runner runner, Client client, Listening listening, Turn turn) throws Exception {
        switch (client) {
            case Polled polled -> polled.poll(listening.sink());
            case Received _ -> listening.client().reception().orElseThrow().poll(listening.sink());
            case Subscribed subscribed -> {
                runner.listen(listening);
                turn.listens(runner);
                subscribed.run(listening.sink());
                return new Outcome.Failed(new Failure.Unavailable("the vendor ended the connection"));
            }
        }
        return Outcome.Succeeded.until(listening.sink().nothingNewBefore());
    }

    private static Next over() {
        return new Next(OptionalLong.empty(), 0, Optional.empty());
    }
}
