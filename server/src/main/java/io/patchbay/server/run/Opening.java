package io.patchbay.server.run;

import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.client.Startable;
import io.patchbay.server.vendor.Vendors;
import java.time.InstantSource;
import java.util.Optional;

/// Opens clients: reads a row and hands it to its connector.
final class Opening {
    sealed interface Opened {
        record Ready(OpenClient client) implements Opened {}

        record Not(Outcome why) implements Opened {}
    }

    private final EngineClients clients;
    private final Technologies technologies;
    private final Bearers bearers;
    private final Vendors vendors;
    private final InstantSource clock;

    Opening(EngineClients clients, Technologies technologies, Bearers bearers, Vendors vendors, InstantSource clock) {
        this.clients = clients;
        this.technologies = technologies;
        this.bearers = bearers;
        this.vendors = vendors;
        this.clock = clock;
    }

    Opened open(ClientId id) {
        Optional<Startable> row;
        try {
            row = clients.startableAcrossApps(id);
        } catch (RuntimeException e) {
            return new Opened.Not(new Outcome.Unserved("the service could not read this client's row", e));
        }
        if (row.isEmpty()) {
            return new Opened.Not(new Outcome.Over());
        }
        Startable startable = row.get();
        Optional<Technology> technology = technologies.byType(startable.typeId());
        if (technology.isEmpty()) {
            String cause = "the service has no connector \"" + startable.typeId() + "\" any more";
            return new Opened.Not(new Outcome.Unserved(cause, new IllegalStateException(cause)));
        }
        try {
            return new Opened.Ready(OpenClient.open(
                    startable,
                    technology.get(),
                    bearers.of(startable.app(), startable.id().value(), technology.get()),
                    vendors,
                    clock));
        } catch (RuntimeException | LinkageError e) {
            return new Opened.Not(Secrets.of(startable, technology.get()).crashed(e));
        }
    }
}
