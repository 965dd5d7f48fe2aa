package io.patchbay.server.run;

import io.patchbay.connector.description.Description;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.client.Startable;
import io.patchbay.server.vendor.Vendors;
import java.time.InstantSource;
import java.util.Optional;

/// Opens clients: reads a row and hands it to its connector.
final class Opening {
    sealed interface Opened {
        /// @param condition as it is stored
        record Ready(OpenClient client, Condition condition) implements Opened {}

        record Not(Outcome why) implements Opened {}
    }

    private final EngineClients clients;
    private final Technologies technologies;
    private final Bearers bearers;
    private final OpenContext.Shared shared;

    Opening(EngineClients clients, Technologies technologies, Bearers bearers, Vendors vendors, InstantSource clock) {
        this.clients = clients;
        this.technologies = technologies;
        this.bearers = bearers;
        this.shared = new OpenContext.Shared(vendors, clock);
    }

    Opened open(ClientId id, Turn turn) {
        Optional<Startable> row;
        turn.aside();
        try {
            row = clients.startableAcrossApps(id);
        } catch (RuntimeException e) {
            return new Opened.Not(new Outcome.Unserved("the service could not read this client's row", e));
        } finally {
            turn.back();
        }
        if (row.isEmpty()) {
            return new Opened.Not(new Outcome.Over());
        }
        Startable startable = row.get();
        String type = startable.instance().typeId();
        Optional<Technology> technology = technologies.byType(type);
        if (technology.isEmpty()) {
            String cause = "the service has no connector \"" + type + "\" any more";
            return new Opened.Not(new Outcome.Unserved(cause, new IllegalStateException(cause)));
        }
        return open(startable, technology.get());
    }

    private Opened open(Startable startable, Technology technology) {
        try {
            OpenClient client = OpenClient.open(
                    startable,
                    technology,
                    bearers.of(startable.instance().app(), startable.id().value(), technology)
                            .orElse(null),
                    shared);
            return new Opened.Ready(client, startable.condition());
        } catch (RuntimeException | LinkageError e) {
            Description description = technology.description();
            return new Opened.Not(Secrets.of(description, startable.instance().configuration(), startable.config())
                    .crashed(e));
        }
    }
}
