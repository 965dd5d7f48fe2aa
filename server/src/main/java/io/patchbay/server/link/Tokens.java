package io.patchbay.server.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A vendor's pair of tokens, as it lies sealed. Never printed.
///
/// @param refresh null if the vendor gives none: then the consent ends with the access token
/// @param issued  when we got them
/// @param expires when the access token ends; null if the vendor does not say
record Tokens(
        String access,
        @Nullable String refresh,
        Instant issued,
        @Nullable Instant expires) {

    /// Whether it is time to refresh: the last tenth of the token's life, at least a second and at most five
    /// minutes.
    boolean ageing(Instant now) {
        if (expires == null) {
            return false;
        }
        long life = expires.toEpochMilli() - issued.toEpochMilli();
        long margin = Math.clamp(life / 10, 1_000, 300_000);
        return now.isAfter(expires.minusMillis(margin));
    }

    @Override
    public String toString() {
        return "Tokens[expires=" + expires + "]";
    }
}
