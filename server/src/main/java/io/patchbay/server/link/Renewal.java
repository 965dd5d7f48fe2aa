package io.patchbay.server.link;

import java.util.Optional;
import java.util.UUID;

/// A client's access token was to be renewed; fired after the new one was committed, or when there is none.
///
/// @param problem why it did not work, in words and without secrets; empty if it did
public record Renewal(UUID client, Optional<String> problem) {}
