package io.patchbay.server.client;

import io.patchbay.connector.Delivery;

/// How what a vendor sends reaches the client that it is for. Implemented by `run`.
public interface Receiving {
    /// What the vendor is to be told.
    enum Taken {
        /// The client gets it, or is polled instead.
        YES,
        /// It is not the vendor's.
        REFUSED,
        /// The client is paused or takes no deliveries: nobody gets it.
        IGNORED
    }

    /// Takes a delivery. Returns before the client has been given it.
    Taken receive(ClientId client, Delivery delivery);

    /// Lets the client end its deliveries at the vendor, before it is paused or deleted. Returns after 5 s at the
    /// latest, whatever came of it.
    void unregister(ClientId client);
}
