package io.patchbay.connector;

import io.patchbay.connector.description.Description;

/// A technology. Found by `java.util.ServiceLoader`, so it has a public constructor without arguments; it is
/// stateless and called from any thread.
public interface Connector {

    /// What the connector is, needs and makes. Constant, no I/O (C1). The service reads it once at its start
    /// and refuses to start with a description that contradicts itself.
    Description description();

    /// Tries an instance's configuration at the vendor before it is stored (C17). Called on a virtual thread
    /// when an instance is created or changed. Returns if it works.
    ///
    /// @throws ConnectorException `Misconfigured` if the vendor refuses the configuration: nothing is stored
    ///     and the developer is told; any other failure: nothing is stored and the developer is asked to try
    ///     again
    void check(InstanceContext context) throws ConnectorException, InterruptedException;

    /// Makes the running piece for one end customer. Cheap, no I/O (C2); called once per start of a client.
    Client open(ClientContext context);
}
