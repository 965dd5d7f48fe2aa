package io.patchbay.connector;

import io.patchbay.connector.description.Config;

/// Everything a client may touch (C15). Valid from `open` until `close`, from the threads of the client's
/// calls.
public interface ClientContext extends InstanceContext {

    /// The client's own configuration; its form has accepted it.
    Config config();

    /// A small durable memory.
    Memory memory();

    /// Lines are tagged with the client's id. The service logs failures itself, once when they begin and once
    /// when they end.
    System.Logger log();

    /// One answer out of a call that serves many clients: where a vendor takes many places or devices in one
    /// request. The service remembers every key asked for lately, calls `batch` with this key and those that
    /// are due soon, and gives each client its part until its next poll. Clients of one instance share, or all
    /// clients of the technology where its authorization is `None`. Blocks as a call does.
    ///
    /// @param key the same for clients that may have the same answer
    /// @return this key's part
    /// @throws ConnectorException as `batch` does; `Puzzled` if its answer lacks the key
    <T> T together(String key, Batch<T> batch) throws ConnectorException, InterruptedException;
}
