package io.patchbay.tck.simulator;

/// What the users of a simulated vendor do when they are asked.
public enum Consent {
    /// Everybody agrees at once. The user is the authorization request's parameter `user`, else a new one
    /// each time.
    GIVEN,
    /// Nobody agrees.
    REFUSED,
    /// A page asks.
    ASKED
}
