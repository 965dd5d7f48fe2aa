package io.patchbay.server.client;

import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the engine may do with clients of all apps. Every method blocks until the database has answered; what many
/// threads ask at the same time goes there together.
public interface EngineClients {
    /// Clients of a slice in the order of their ids.
    ///
    /// @param unreadable rows that are no client that could run: report them and go on without them
    /// @param last where the next page begins; empty if this is the last one
    record Page(List<Waiting> clients, List<Unreadable> unreadable, Optional<ClientId> last) {}

    /// @param problem what is wrong with the row
    record Unreadable(ClientId id, String problem) {}

    /// One page of the clients of a slice that are to run (not paused), by id.
    ///
    /// @param after the last id of the page before, or null
    Page pageAcrossApps(Slice slice, @Nullable ClientId after, int limit);

    /// Everything to open it with; empty if it is gone or paused.
    ///
    /// @throws RuntimeException if its row cannot be read or opened: report it and go on without it
    Optional<Startable> startableAcrossApps(ClientId id);

    /// Stores a transition. Does nothing if the client is gone.
    ///
    /// @throws io.patchbay.server.cluster.FencedException if the slice has another owner now
    void conditionAcrossApps(ClientId id, Epoch epoch, Condition condition);

    /// Stores what the connector wants to remember, on top of what it remembered before.
    ///
    /// @throws io.patchbay.server.cluster.FencedException if the slice has another owner now
    void rememberAcrossApps(ClientId id, Epoch epoch, Map<String, String> memory);
}
