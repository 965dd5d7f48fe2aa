package io.patchbay.connector;

/// The ability of a client to carry out actions of its things.
public interface Acts {

    /// Carries out one action. Type, range and choice of its parameters have been checked. Called on a virtual
    /// thread that is interrupted at the request's deadline (C4).
    ///
    /// @throws ConnectorException if it could not be tried: the vendor is away, limited, or has withdrawn its
    ///     consent
    ActionOutcome act(ActionRequest request) throws ConnectorException, InterruptedException;
}
