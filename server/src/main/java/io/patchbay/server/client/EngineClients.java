package io.patchbay.server.client;

import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the engine may do with clients of all apps.
public interface EngineClients {
    /// One page of the clients of a slice that are to run (not paused), by id.
    ///
    /// @param after the last id of the page before, or null
    List<Waiting> pageAcrossApps(Slice slice, @Nullable ClientId after, int limit);

    /// The client as it waits; empty if it is gone or paused.
    Optional<Waiting> waitingAcrossApps(ClientId id);

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
