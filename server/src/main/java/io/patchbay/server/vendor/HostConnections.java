package io.patchbay.server.vendor;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The connections to one host that wait for a call. Thread-safe; never blocks for long.
final class HostConnections {
    private final Origin origin;
    private final String name;
    private final Deque<Connection> waiting = new ArrayDeque<>();

    private HostConnections(Origin origin, String name) {
        this.origin = origin;
        this.name = name;
    }

    /// @param uri with a scheme and a host
    static HostConnections to(URI uri) {
        return new HostConnections(Origin.of(uri), Wire.host(uri));
    }

    Origin origin() {
        return origin;
    }

    /// As people know it: without the port that its scheme implies.
    String name() {
        return name;
    }

    /// The one that was used last, so that those that are not needed end.
    ///
    /// @param until when the call is to be over
    /// @return null if none waits
    synchronized @Nullable Connection take(long until) {
        Connection connection = waiting.pollFirst();
        while (connection != null && !connection.extend(until)) {
            connection = waiting.pollFirst();
        }
        return connection;
    }

    /// Its call is over, and another one may follow.
    synchronized void give(Connection connection) {
        if (connection.extend(System.nanoTime() + connection.idle())) {
            waiting.addFirst(connection);
        }
    }

    /// Its time is over.
    synchronized void remove(Connection connection) {
        waiting.removeLastOccurrence(connection);
    }
}
