package io.patchbay.connector;

/// What runs for one end customer. A connector chooses one of three kinds, by how the vendor tells of changes;
/// orthogonally a client may implement [Acts].
public sealed interface Client extends AutoCloseable permits Polled, Subscribed, Received {

    /// Called once when the client stops, after the last other call has ended (C14). Must not block for more
    /// than a second.
    @Override
    default void close() {}
}
