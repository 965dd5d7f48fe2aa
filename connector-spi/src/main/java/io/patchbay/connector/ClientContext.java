package io.patchbay.connector;

import io.patchbay.connector.description.Config;

/// Everything a client may touch (C15). Valid from `open` until `close`, from the threads of the client's calls.
public interface ClientContext extends InstanceContext {

    /// The client's own configuration; its form has accepted it.
    Config config();

    /// A small durable memory.
    Memory memory();

    /// Lines are tagged with the client's id. The service logs failures itself, once when they begin and once when
    /// they end.
    System.Logger log();
}
