package io.patchbay.server.client;

import java.util.Optional;

/// The engine, as the clients' room sees it. Implemented by `run`; every method is called after the change it
/// speaks of has been committed, from a request's thread.
public interface Running {
    /// A client was created, resumed or changed: (re)reads it and calls it soon. Returns at once.
    void start(ClientId id);

    /// As [#start], for one of many: their instance or their app has changed. Forgets what is open at once, and calls
    /// the client within five seconds, so that not all are called at the same time.
    void restart(ClientId id);

    /// Stops a client: when it returns, no call of it runs and none will write any more. Waits up to 10 s for a
    /// call to end, then fences it. Unknown clients are stopped already.
    void stop(ClientId id);

    /// Polls as soon as limits allow. Returns at once.
    void poll(ClientId id);

    /// Empty if the client is not running here.
    Optional<Live> live(ClientId id);
}
