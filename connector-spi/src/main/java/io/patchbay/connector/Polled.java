package io.patchbay.connector;

/// A client that asks the vendor. The service decides when: at the pace of the description, later when the
/// vendor asks for it.
public non-sealed interface Polled extends Client {

    /// One round: asks the vendor and reports to the sink, which is valid until this call returns. Called on a
    /// virtual thread, never twice at once (C3), a minute at most.
    ///
    /// @throws ConnectorException with who must act next (C5); what was reported before counts all the same
    void poll(Sink sink) throws ConnectorException, InterruptedException;
}
