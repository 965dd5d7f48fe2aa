package io.patchbay.server.vendor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.Semaphore;

/// How many calls may be under way to one host, so that a slow one does not take all of the engine. Thread-safe.
final class Hosts {
    private final int most;
    /// A host that nobody calls is forgotten: whoever calls holds its semaphore.
    private final Cache<String, Semaphore> free =
            Caffeine.newBuilder().weakValues().build();

    Hosts(int most) {
        this.most = most;
    }

    Semaphore of(String host) {
        return free.get(host, _ -> new Semaphore(most, true));
    }
}
