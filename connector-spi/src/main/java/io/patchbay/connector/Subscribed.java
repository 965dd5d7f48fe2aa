package io.patchbay.connector;

/// A client that listens to the vendor for as long as it lives: a stream, a socket, a broker.
public non-sealed interface Subscribed extends Client {

    /// Connects, reports the present state, says `sink.current()`, and goes on reporting until its thread is
    /// interrupted. The service starts it again, with backoff, when it throws or returns.
    ///
    /// @throws ConnectorException when the connection ends or cannot be made
    /// @throws InterruptedException when the service wants it to stop; the regular end
    void run(Sink sink) throws ConnectorException, InterruptedException;
}
