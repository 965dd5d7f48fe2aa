package io.patchbay.server.link;

import java.util.Optional;
import java.util.UUID;

/// A consent came to its end; fired after the outcome was committed.
///
/// @param problem why it did not work, in words; empty if the client is linked now
public record Linked(UUID client, Optional<String> problem) {}
