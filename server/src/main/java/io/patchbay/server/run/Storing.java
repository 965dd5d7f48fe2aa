package io.patchbay.server.run;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.client.Status;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.FencedException;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.thing.Report;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Stores what a call brought, and how its client fares: only what differs from what was stored before, and under the
/// slice's epoch. Logs transitions.
final class Storing {
    private static final Logger LOG = Logger.getLogger(Storing.class);

    private final EngineClients clients;
    private final ThingWrites things;
    private final Ownership ownership;
    private final InstantSource clock;

    Storing(EngineClients clients, ThingWrites things, Ownership ownership, InstantSource clock) {
        this.clients = clients;
        this.things = things;
        this.ownership = ownership;
        this.clock = clock;
    }

    /// @return how the call ended, now that its report is stored or could not be
    Outcome store(OpenClient client, CollectingSink sink, Turn turn, Outcome outcome) {
        try {
            Report report = sink.take();
            if (report != null) {
                store(client, report, turn);
            }
            remember(client, turn);
            return outcome;
        } catch (FencedException e) {
            LOG.debugf("What client %s reported is not stored: %s", client.id(), e.getMessage());
            return new Outcome.Over();
        } catch (IllegalArgumentException e) {
            return client.secrets().crashed(e);
        } catch (RuntimeException e) {
            return new Outcome.Unserved("the service could not store what the vendor reported", e);
        }
    }

    private void store(OpenClient client, Report report, Turn turn) {
        client.saw(report);
        HashValue128 fingerprint = Fingerprint.of(report);
        if (client.isStored(fingerprint)) {
            return;
        }
        turn.aside();
        try {
            things.apply(client.owner(epoch(client.id())), report);
        } finally {
            turn.back();
        }
        client.stored(fingerprint);
    }

    private void remember(OpenClient client, Turn turn) {
        ClientMemory memory = client.memory();
        Map<String, String> changes = memory == null ? Map.of() : memory.changes();
        if (memory == null || changes.isEmpty()) {
            return;
        }
        turn.aside();
        try {
            clients.rememberAcrossApps(client.id(), epoch(client.id()), changes);
        } finally {
            turn.back();
        }
        memory.stored(changes);
    }

    /// Stores what an action changed. If that fails the next poll brings it: the vendor has done it all the same.
    void acted(OpenClient client, Report report) {
        try {
            things.apply(client.owner(epoch(client.id())), report);
        } catch (RuntimeException e) {
            LOG.warnf(e, "What an action of client %s changed is stored by its next poll", client.id());
        } finally {
            client.forgetLast();
        }
    }

    /// Stores what the vendor delivered.
    ///
    /// @return false if that failed: the next poll brings it
    boolean delivered(OpenClient client, CollectingSink sink) {
        try {
            Report report = sink.take();
            if (report != null) {
                things.apply(client.owner(epoch(client.id())), report);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(e, "A delivery to client %s could not be stored", client.id());
            return false;
        } finally {
            client.forgetLast();
        }
    }

    /// Stores and logs how the client fares, if that is news.
    ///
    /// @return false if the slice has another owner now
    boolean tell(ClientId id, Fare fare, Turn turn, String type, Outcome outcome, Next next) {
        boolean failed = fare.failures() > 0;
        fare.failures(next.failures());
        if (outcome instanceof Outcome.Succeeded) {
            fare.succeeded(clock.millis());
        }
        if (next.standing().isEmpty() || fare.is(next.standing().get())) {
            return true;
        }
        Standing now = next.standing().get();
        Optional<Standing> before = fare.standing();
        Condition news = fare.becomes(now, clock.instant());
        // of a host that is down the log says once, not for each of its clients
        if (failed || !(outcome instanceof Outcome.Down || outcome instanceof Outcome.Succeeded)) {
            log(id, type, before, now, outcome, next);
        }
        turn.aside();
        try {
            clients.conditionAcrossApps(id, epoch(id), news);
            fare.stored();
            return true;
        } catch (FencedException e) {
            return false;
        } catch (RuntimeException e) {
            // tried again with the next call
            LOG.debugf(e, "The condition of client %s could not be stored", id);
            return true;
        } finally {
            turn.back();
        }
    }

    private Epoch epoch(ClientId id) {
        Slice slice = Slice.of(id.value());
        return ownership.epoch(slice).orElseThrow(() -> new FencedException(new Epoch(slice, -1)));
    }

    /// Once when it breaks, once when it recovers, and when somebody else must act.
    private static void log(
            ClientId id, String type, Optional<Standing> before, Standing now, Outcome outcome, Next next) {
        boolean broken = now.status() == Status.ERROR;
        boolean wasBroken = before.filter(s -> s.status() == Status.ERROR).isPresent();
        if (!broken) {
            if (wasBroken) {
                LOG.infof("Client %s (%s) works again", id, type);
            }
            return;
        }
        if (wasBroken && before.flatMap(Standing::who).equals(now.who())) {
            return;
        }
        String follows = next.due().isPresent() ? "it is tried again" : "it rests until something changes";
        String line = String.format(
                "Client %s (%s) fails: %s; to act: %s; %s",
                id, type, now.cause().orElse(""), now.who().map(Enum::name).orElse(""), follows);
        switch (outcome) {
            case Outcome.Crashed crash -> LOG.error(line + "\n" + crash.trace());
            case Outcome.Unserved unserved -> LOG.error(line, unserved.problem());
            case Outcome.Succeeded _, Outcome.Failed _, Outcome.PutOff _, Outcome.Down _, Outcome.Over _ ->
                LOG.warn(line);
        }
    }
}
