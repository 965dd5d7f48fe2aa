package io.patchbay.server.client;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.HotReads;
import io.patchbay.server.access.Scope;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The status of clients that are in memory.
@Singleton
final class HotClients implements HotReads {
    private static final String CLIENTS = "/api/v1/connectors/clients/";
    private static final String TEMPLATE = CLIENTS + "{id}";
    private static final int LENGTH = CLIENTS.length() + 36;

    private final ClientAnswers answers;

    HotClients(ClientAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Optional<Hot> find(String path, @Nullable String query, Function<Scope, Optional<Caller>> callers) {
        UUID id = query == null && path.length() == LENGTH && path.startsWith(CLIENTS)
                ? id(path.substring(CLIENTS.length()))
                : null;
        return id == null
                ? Optional.empty()
                : callers.apply(Scope.CONNECTOR)
                        .flatMap(by -> answers.known(by.app(), id, by.subjectIfAny()))
                        .map(view -> new Hot(TEMPLATE, answers.rendered(view)::answer));
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
