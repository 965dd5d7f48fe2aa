package io.patchbay.server.access;

import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/// Recognizes callers of requests that have not come to a route, if their token is remembered.
@Singleton
public final class KnownCallers {
    private final Tokens tokens;

    KnownCallers(Tokens tokens) {
        this.tokens = tokens;
    }

    /// At once, without the database; empty if the caller must be looked up or refused, which routes do.
    ///
    /// @param headers of the request
    public Optional<Caller> with(Scope needed, MultiMap headers) {
        List<String> given = headers.getAll(HttpHeaders.AUTHORIZATION);
        return given.size() == 1
                ? AccessFilter.token(given.getFirst())
                        .flatMap(tokens::remembered)
                        .filter(token -> token.scopes().contains(needed))
                        .map(token -> new TokenCaller(token.holder(), headers.getAll(TokenCaller.SUBJECT)))
                : Optional.empty();
    }
}
