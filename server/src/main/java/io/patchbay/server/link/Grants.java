package io.patchbay.server.link;

import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.vendor.Bearer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Access to what customers granted. Any thread may call.
@Singleton
public final class Grants {
    private final GrantStore store;
    private final TokenEndpoint endpoint;
    private final Instances instances;
    private final Revocations revocations;
    private final InstantSource clock;
    private final Event<Renewal> renewals;
    private final ExecutorService refreshing = Executors.newVirtualThreadPerTaskExecutor();

    Grants(
            GrantStore store,
            TokenEndpoint endpoint,
            Instances instances,
            Revocations revocations,
            InstantSource clock,
            Event<Renewal> renewals) {
        this.store = store;
        this.endpoint = endpoint;
        this.instances = instances;
        this.revocations = revocations;
        this.clock = clock;
        this.renewals = renewals;
    }

    /// The access token of one client; empty if the technology needs no consent. Keep it as long as the client
    /// runs: it remembers the token between calls.
    public Optional<Bearer> bearer(AppId app, UUID client, Technology technology) {
        return TokenEndpoint.Declared.by(technology)
                .map(_ -> new GrantBearer(
                        new GrantRefresh(
                                store,
                                endpoint,
                                instances,
                                revocations,
                                clock,
                                app,
                                client,
                                technology,
                                renewals::fire),
                        refreshing));
    }

    /// Takes a client's present tokens out of texts.
    public UnaryOperator<String> hiding(AppId app, UUID client) {
        List<String> tokens = store.get(app, client).map(GrantStore.Grant::tokens).stream()
                .flatMap(held -> Stream.of(held.access(), Objects.requireNonNullElse(held.refresh(), "")))
                .filter(token -> !token.isEmpty())
                .toList();
        return text -> {
            String rest = text;
            for (String token : tokens) {
                rest = rest.replace(token, "***");
            }
            return rest;
        };
    }

    /// Lets refreshes that were begun come to their end: their new tokens exist nowhere else.
    @PreDestroy
    void close() {
        refreshing.close();
    }
}
