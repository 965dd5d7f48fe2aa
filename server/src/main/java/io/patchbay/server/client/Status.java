package io.patchbay.server.client;

/// What a client is in, as the API shows it.
public enum Status {
    /// Has not yet brought anything.
    STARTING,
    /// The last call succeeded.
    STARTED,
    /// The last call failed; the condition says who must act next.
    ERROR
}
