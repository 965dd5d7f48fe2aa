package io.patchbay.connector;

import java.net.URI;

/// A client that the vendor calls. The vendor's calls only make the picture earlier: it is polled as well, and
/// polling stays the truth.
public non-sealed interface Received extends Client {

    /// What is to follow a delivery.
    enum Follow {
        /// It said itself what has changed.
        NOTHING,
        /// It said that something has changed: the client is polled as soon as limits allow.
        POLL
    }

    /// As [Polled#poll].
    void poll(Sink sink) throws ConnectorException, InterruptedException;

    /// Asks the vendor to deliver to an address of ours. Called after a poll that succeeded, on a virtual thread
    /// beside other calls, and only where the vendor can reach the service; again once a day, for vendors forget
    /// addresses that did not answer, and after a new consent. What goes wrong is logged once and tried again, and
    /// is no failure of the client.
    ///
    /// @param address unguessable, of this client alone, always the same
    void register(URI address) throws ConnectorException, InterruptedException;

    /// Ends what `register` began. Called as `register` is, before the client is paused or deleted, if it had
    /// succeeded; it has 5 s, and a failure is logged and ignored.
    void unregister() throws ConnectorException, InterruptedException;

    /// Whether the vendor sent this, as far as its signature tells. Called before the vendor is answered, on any
    /// thread and beside other calls: quick, and without I/O. What the vendor did not send is refused and goes no
    /// further.
    boolean isGenuine(Delivery delivery);

    /// Takes what the vendor sent. Called after the vendor was answered, on a virtual thread, never beside `poll`
    /// (C3); deliveries may come twice and in any order. One that the connector does not understand is a
    /// `ConnectorException`, changes nothing and lets the client be polled.
    Follow receive(Delivery delivery, Sink sink) throws ConnectorException, InterruptedException;
}
