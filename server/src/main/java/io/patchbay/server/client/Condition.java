package io.patchbay.server.client;

import io.patchbay.connector.Failure;
import java.time.Instant;
import java.util.Optional;

/// How a client fares: what is stored, on transitions only.
///
/// @param who   must act before it works again; empty unless the status is ERROR
/// @param cause one sentence; empty unless the status is ERROR
/// @param since when this status began
public record Condition(Status status, Optional<Failure.Actor> who, Optional<String> cause, Instant since) {}
