package io.patchbay.server.thing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Whether what connector clients reported is kept up. Implemented by `run`; from any thread, at once.
@FunctionalInterface
public interface Freshness {
    /// Since when the things of a client are older than its pace lets expect; empty as long as they are not. Of a
    /// client that does not run here nobody keeps anything up.
    Optional<Instant> staleSince(UUID client);
}
