package io.patchbay.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.db.Remembered;
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
/// how long a token that was revoked through another node may still be accepted by this one. Through this node it
/// ends at once. What is unknown is remembered apart, so a flood of it does not push out the others.
@Singleton
final class Tokens {
    static final Duration MEMORY = Duration.ofSeconds(5);
    private static final int MOST_KNOWN = 20_000;
    private static final int MOST_UNKNOWN = 5_000;
    private static final int STAMPS = 1024;

    private final TokenStore store;
    private final InstantSource clock;
    private final Remembered<ByteBuffer, Token> known;
    /// Of these none can be issued later: tokens are drawn, not chosen.
    private final Cache<ByteBuffer, Boolean> unknown;

    Tokens(TokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.known =
                new Remembered<>(new Remembered.Limits(MOST_KNOWN, MEMORY, STAMPS), (_, _) -> 1, clock, () -> true);
        this.unknown = Caffeine.newBuilder()
                .maximumSize(MOST_UNKNOWN)
                .expireAfterWrite(MEMORY)
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
        ByteBuffer key = ByteBuffer.wrap(hash);
        return known.get(key, key, _ -> true, () -> stored(key, hash))
                .filter(token -> token.expires().isAfter(clock.instant()));
    }

    /// As [#find], but at once, without the database; empty if that must be asked.
    Optional<Token> remembered(String text) {
        ByteBuffer key = ByteBuffer.wrap(Opaque.hash(text));
        return known.known(key, key, _ -> true).filter(token -> token.expires().isAfter(clock.instant()));
    }

    private Optional<Token> stored(ByteBuffer key, byte[] hash) {
        if (unknown.getIfPresent(key) != null) {
            return Optional.empty();
        }
        Optional<Token> token = store.findAcrossApps(hash);
        if (token.isEmpty()) {
            unknown.put(key, true);
        }
        return token;
    }

    void revoke(String text) {
        byte[] hash = Opaque.hash(text);
        store.delete(hash);
        known.changed(ByteBuffer.wrap(hash));
    }

    void revokeAll(Holder holder) {
        store.deleteAll(holder);
        forget();
    }

    /// Some holder's tokens have gone from the database already.
    void forget() {
        known.allChanged();
    }
}
