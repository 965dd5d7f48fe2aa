package io.patchbay.server.access;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// For answers that last: whether the token that they were begun with is still valid. Any thread may call, virtual
/// ones too.
@Singleton
public final class Passes {
    private final TokenStore store;
    private final InstantSource clock;

    Passes(TokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Stands for a token, without telling it.
    public record Pass(ByteBuffer hash) {}

    /// @param authorization the header of a request that was let in
    public Pass of(String authorization) {
        return new Pass(
                ByteBuffer.wrap(Opaque.hash(AccessFilter.token(authorization).orElseThrow())));
    }

    /// Those that are neither revoked nor expired, in one look at the database.
    public Set<Pass> valid(Collection<Pass> passes) {
        return store
                .validAcrossApps(
                        passes.stream()
                                .map(pass -> pass.hash().array())
                                .distinct()
                                .toList(),
                        clock.instant())
                .stream()
                .map(hash -> new Pass(ByteBuffer.wrap(hash)))
                .collect(Collectors.toSet());
    }
}
