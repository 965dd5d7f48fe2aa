package io.patchbay.connector;

import java.net.URI;

/// A client that the vendor calls. The vendor's calls only make the picture earlier: it is polled as well, and
/// polling stays the truth.
public non-sealed interface Received extends Client {

    /// As [Polled#poll].
    void poll(Sink sink) throws ConnectorException, InterruptedException;

    /// Asks the vendor to deliver to an address of ours. Called before the first poll after a start, and only
    /// where the vendor can reach the service; it may have been called for the same address before.
    ///
    /// @param address unguessable, of this client alone
    void register(URI address) throws ConnectorException, InterruptedException;

    /// Ends what `register` began, if anything. Called once before the client is deleted; a failure is logged
    /// and ignored.
    void unregister() throws ConnectorException, InterruptedException;

    /// Takes what the vendor sent. Called after the answer to the vendor, on a virtual thread, never beside
    /// `poll` (C3). A delivery that the connector cannot trust or does not understand is a `ConnectorException`
    /// and changes nothing.
    void receive(Delivery delivery, Sink sink) throws ConnectorException, InterruptedException;
}
