package io.patchbay.server.client;

import java.time.Instant;
import java.util.Optional;

/// A client as its app's developer looks at it.
///
/// @param cause one sentence of what is wrong, for people; it may outlive the error of a client that is paused
/// @param since when its status began; pausing and resuming do not count
/// @param live  what the engine knows; nothing if it does not run
public record AppClient(
        ClientId id, String subject, String typeId, State state, Optional<String> cause, Instant since, Live live) {
    static AppClient of(ClientStore.Row row, Live live) {
        return new AppClient(
                row.id(),
                row.subject(),
                row.typeId(),
                State.of(row),
                row.condition().cause(),
                row.condition().since(),
                live);
    }
}
