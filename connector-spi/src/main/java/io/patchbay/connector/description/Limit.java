package io.patchbay.connector.description;

import java.time.Duration;
import java.util.Optional;

/// So many calls per time, as the vendor publishes it. All limits of a description hold at once.
///
/// @param scope what the calls are counted over
/// @param calls how many
/// @param field the key of a number field of the instance's form that overrides `calls`, if there is one
public record Limit(Scope scope, int calls, Duration per, Optional<String> field) {
    public enum Scope {
        /// All calls of the service to the vendor: limits by source address.
        SERVICE,
        /// All clients of an instance: limits by app key or OAuth client.
        INSTANCE,
        /// One client: limits by the end customer's account.
        CLIENT
    }

    public Limit {
        if (calls < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a limit is positive");
        }
    }
}
