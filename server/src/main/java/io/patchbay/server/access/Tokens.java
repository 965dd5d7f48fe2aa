package io.patchbay.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.patchbay.server.access.Token.Holder;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Issues access tokens and recognizes them. Any thread may call.
///
/// What was recognized is remembered for five seconds, so a busy app costs a query each five seconds; that is also
/// how long a token that was revoked through another node may still be accepted by this one.
@Singleton
final class Tokens {
    static final Duration MEMORY = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 20_000;

    private final TokenStore store;
    private final InstantSource clock;
    private final Cache<ByteBuffer, Token> seen;

    Tokens(TokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.seen = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(MEMORY)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .executor(Runnable::run)
                .build();
    }

    /// @param text the token itself, for its holder only
    record Issued(String text, Token token) {}

    Issued issue(Holder holder, Set<Scope> scopes, Duration lifetime) {
        Instant now = clock.instant();
        Issued issued = new Issued(Opaque.fresh(), new Token(holder, scopes, now.plus(lifetime)));
        store.insert(Opaque.hash(issued.text()), issued.token(), now);
        return issued;
    }

    /// The token as it is valid now; empty if it is unknown, revoked or expired.
    Optional<Token> find(String text) {
        byte[] hash = Opaque.hash(text);
        Token token = seen.getIfPresent(ByteBuffer.wrap(hash));
        if (token == null) {
            token = store.findAcrossApps(hash).orElse(null);
            if (token != null) {
                seen.put(ByteBuffer.wrap(hash), token);
            }
        }
        return Optional.ofNullable(token).filter(found -> found.expires().isAfter(clock.instant()));
    }

    void revoke(String text) {
        byte[] hash = Opaque.hash(text);
        store.delete(hash);
        seen.invalidate(ByteBuffer.wrap(hash));
    }

    void revokeAll(Holder holder) {
        store.deleteAll(holder);
        forget(holder);
    }

    /// Its tokens have gone from the database already.
    void forget(Holder holder) {
        seen.asMap().values().removeIf(token -> token.holder().equals(holder));
    }
}
