package io.patchbay.server.run;

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
    Outcome store(OpenClient client, CollectingSink sink, Outcome outcome) {
        try {
            Optional<Report> report = sink.take();
            if (report.isPresent()) {
                store(client, report.get());
            }
            Map<String, String> memory = client.memory().changes();
            if (!memory.isEmpty()) {
                clients.rememberAcrossApps(
                        client.startable().id(), epoch(client.startable().id()), memory);
                client.memory().stored(memory);
            }
            return outcome;
        } catch (FencedException e) {
            return new Outcome.Over();
        } catch (IllegalArgumentException e) {
            return client.secrets().crashed(e);
        } catch (RuntimeException e) {
            return new Outcome.Unserved("the service could not store what the vendor reported", e);
        }
    }

    private void store(OpenClient client, Report report) {
        client.saw(report);
        Fingerprint fingerprint = Fingerprint.of(report);
        if (!fingerprint.equals(client.last())) {
            things.apply(client.owner(epoch(client.startable().id())), report);
            client.last(fingerprint);
        }
    }

    /// Stores what an action changed. If that fails the next poll brings it: the vendor has done it all the same.
    void acted(OpenClient client, Report report) {
        try {
            things.apply(client.owner(epoch(client.startable().id())), report);
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "What an action of client %s changed is stored by its next poll",
                    client.startable().id());
        } finally {
            client.forgetLast();
        }
    }

    /// Stores what the vendor delivered.
    ///
    /// @return false if that failed: the next poll brings it
    boolean delivered(OpenClient client, CollectingSink sink) {
        try {
            sink.take()
                    .ifPresent(report ->
                            things.apply(client.owner(epoch(client.startable().id())), report));
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(
                    e,
                    "A delivery to client %s could not be stored",
                    client.startable().id());
            return false;
        } finally {
            client.forgetLast();
        }
    }

    /// Stores and logs how the client fares, if that is news.
    ///
    /// @return false if the slice has another owner now
    boolean tell(ClientId id, Fare fare, String type, Outcome outcome, Next next) {
        boolean failed = fare.failures() > 0;
        fare.failures(next.failures());
        if (outcome instanceof Outcome.Succeeded) {
            fare.succeeded(clock.instant());
        }
        if (next.standing().isEmpty()) {
            return true;
        }
        Standing now = next.standing().get();
        Optional<Standing> before = fare.standing();
        Optional<Condition> news = fare.becomes(now, clock.instant());
        if (news.isEmpty()) {
            return true;
        }
        // of a host that is down the log says once, not for each of its clients
        if (failed || !(outcome instanceof Outcome.Down || outcome instanceof Outcome.Succeeded)) {
            log(id, type, before, now, outcome, next);
        }
        try {
            clients.conditionAcrossApps(id, epoch(id), news.get());
            fare.stored();
            return true;
        } catch (FencedException e) {
            return false;
        } catch (RuntimeException e) {
            // tried again with the next call
            LOG.debugf(e, "The condition of client %s could not be stored", id);
            return true;
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
