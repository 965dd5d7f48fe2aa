package io.patchbay.server.client;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.ConnectorException;
import java.time.Instant;

/// How an action reaches the connector that made a thing. Implemented by `run`, called from the thread of one action.
public interface Acting {

    /// Carries an action out. What the outcome tells of the new state is written before this returns; where it tells
    /// nothing, the client is polled early.
    ///
    /// @param deadline the call is interrupted then
    /// @throws ConnectorException if it could not be tried; also if the client is paused, unlinked or gone
    /// @throws InterruptedException if this thread was interrupted, or the deadline passed
    ActionOutcome act(ClientId client, ActionRequest request, Instant deadline)
            throws ConnectorException, InterruptedException;
}
