package io.patchbay.server.client;

import java.time.Instant;
import java.util.Optional;

/// What only the engine knows of a running client.
///
/// @param lastSuccess end of the last call that succeeded, since the service started
/// @param nextTry     when it is called next
public record Live(Optional<Instant> lastSuccess, Optional<Instant> nextTry) {}
