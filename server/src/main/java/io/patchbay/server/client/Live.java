package io.patchbay.server.client;

import java.time.Instant;
import java.util.Optional;

/// What only the engine knows of a running client.
///
/// @param lastSuccess end of the last call that succeeded, since the service started
/// @param nextTry     when it is called next
/// @param staleSince  since when its data is older than its pace lets expect; empty as long as it is not
public record Live(Optional<Instant> lastSuccess, Optional<Instant> nextTry, Optional<Instant> staleSince) {
    /// Of a client that does not run.
    public static final Live UNKNOWN = new Live(Optional.empty(), Optional.empty(), Optional.empty());
}
