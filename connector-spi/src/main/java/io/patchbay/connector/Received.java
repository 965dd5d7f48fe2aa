package io.patchbay.connector;

/// A client that the vendor calls. The vendor's calls only make the picture earlier: it is polled as well, and
/// polling stays the truth.
public non-sealed interface Received extends Client {

    /// As [Polled#poll].
    void poll(Sink sink) throws ConnectorException, InterruptedException;

    /// Takes what the vendor sent. Called after the answer to the vendor, on a virtual thread, never beside `poll`
    /// (C3). A delivery that the connector cannot trust or does not understand is a `ConnectorException` and
    /// changes nothing.
    void receive(Delivery delivery, Sink sink) throws ConnectorException, InterruptedException;
}
