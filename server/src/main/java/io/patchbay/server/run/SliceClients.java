package io.patchbay.server.run;

import io.patchbay.server.client.ClientId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The clients of one slice on this node, and when they are due: what is let go of as a whole when the slice gets
/// another owner. Thread-safe.
final class SliceClients {
    private final Map<ClientId, Runner> runners = new ConcurrentHashMap<>();
    private final DueQueue<Runner> queue;
    private volatile boolean lost;

    SliceClients(DueQueue<Runner> queue) {
        this.queue = queue;
    }

    /// By client.
    Map<ClientId, Runner> runners() {
        return runners;
    }

    DueQueue<Runner> queue() {
        return queue;
    }

    /// From now on nobody is added any more.
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }
}
