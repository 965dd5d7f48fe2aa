package io.patchbay.server.link;

import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.vendor.Bearer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Access to what customers granted. Any thread may call.
@Singleton
public final class Grants {
    private final GrantStore store;
    private final TokenEndpoint endpoint;
    private final Instances instances;
    private final Revocations revocations;
    private final InstantSource clock;
    private final ExecutorService refreshing = Executors.newVirtualThreadPerTaskExecutor();

    Grants(
            GrantStore store,
            TokenEndpoint endpoint,
            Instances instances,
            Revocations revocations,
            InstantSource clock) {
        this.store = store;
        this.endpoint = endpoint;
        this.instances = instances;
        this.revocations = revocations;
        this.clock = clock;
    }

    /// The access token of one client; empty if the technology needs no consent. Keep it as long as the client
    /// runs: it remembers the token between calls.
    public Optional<Bearer> bearer(AppId app, UUID client, Technology technology) {
        return TokenEndpoint.Declared.by(technology)
                .map(_ -> new GrantBearer(
                        new GrantRefresh(store, endpoint, instances, revocations, clock, app, client, technology),
                        refreshing));
    }

    /// Lets refreshes that were begun come to their end: their new tokens exist nowhere else.
    @PreDestroy
    void close() {
        refreshing.close();
    }
}
