package io.patchbay.server.vendor;

import io.patchbay.connector.ConnectorException;
import java.util.concurrent.Semaphore;

/// Waits for a call's turn: a free place at the host and a place in every budget.
interface Turns {
    /// Returns when the call may go; the caller then holds one permit of `host` and releases it after the call.
    ///
    /// @param units how many places the call takes
    /// @throws Postponed the turn is later, and the caller is to come again
    void take(Semaphore host, String name, int units) throws ConnectorException, InterruptedException;
}
