package io.patchbay.server.access;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What an access token stands for.
record Token(Holder holder, Set<Scope> scopes, Instant expires) {
    Token {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    /// Scopes in the order they were asked for, as OAuth writes them.
    String scope() {
        return scopes.stream().map(Scope::wire).collect(Collectors.joining(" "));
    }

    /// Whose it is.
    sealed interface Holder {
        record OfApp(AppId app) implements Holder {}

        record OfAccount(UUID account) implements Holder {}
    }
}
