package io.patchbay.server.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.patchbay.server.access.AppId;
import io.patchbay.server.link.Consents;
import io.patchbay.server.thing.Mapping;
import io.patchbay.server.thing.Things;
import io.patchbay.server.web.Links;
import io.patchbay.server.web.Rendered;
import io.patchbay.server.web.Renderer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Clients as the API shows them: what is stored of them, and what only the engine and the vendors' limits know now.
@Singleton
final class ClientAnswers {
    private static final int MOST_RENDERED = 10_000;

    private final Clients clients;
    private final Things things;
    private final Running running;
    private final Links links;
    private final Renderer renderer;
    /// Of those that are asked for again and again: hardly anything changes between two polls.
    private final Cache<UUID, Last> rendered = Caffeine.newBuilder()
            .maximumSize(MOST_RENDERED)
            .executor(Runnable::run)
            .build();

    ClientAnswers(Clients clients, Things things, Running running, Links links, Renderer renderer) {
        this.clients = clients;
        this.things = things;
        this.running = running;
        this.links = links;
        this.renderer = renderer;
    }

    private record Last(ClientView view, Rendered body) {}

    ClientView of(ClientStore.Row row) {
        return view(row, things.mappingsOf(row.app(), row.id().value()));
    }

    /// At once; empty if something must be looked up.
    Optional<ClientView> known(AppId app, UUID id, Optional<String> subject) {
        return clients.known(app, id, subject)
                .filter(row -> clients.technologyIfAny(row)
                        .filter(technology -> !Consents.byCode(technology))
                        .isPresent())
                .flatMap(row -> things.knownMappingsOf(app, id).map(mappings -> view(row, mappings)));
    }

    Rendered rendered(ClientView view) {
        Last last = rendered.getIfPresent(view.id());
        if (last == null || !last.view().equals(view)) {
            last = new Last(view, renderer.render(view));
            rendered.put(view.id(), last);
        }
        return last.body();
    }

    private ClientView view(ClientStore.Row row, List<Mapping> mappings) {
        return ClientView.of(
                row,
                clients.technology(row.typeId()).description().id(),
                mappings,
                running.live(row.id()),
                clients.openDevice(row),
                clients.remaining(row),
                links);
    }
}
