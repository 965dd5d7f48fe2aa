package io.patchbay.server.vendor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// The connections to vendors: those that carry a call, and those that wait for one. A single thread watches all of
/// them, so that no call pays for a timer of its own; a call's time ends up to a tenth of a second late. Thread-safe.
final class Connections implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final long WATCH = 100;

    private final SSLSocketFactory tls;
    private final Addresses addresses = new Addresses();
    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final Map<Origin, Deque<Connection>> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    Connections(SSLSocketFactory tls) {
        this.tls = tls;
        Thread.ofPlatform().daemon().name("vendor-connections").start(this::watch);
    }

    /// A connection that waits for a call: the one that was used last, so that those that are not needed end.
    ///
    /// @param until when the call is to be over
    /// @return null if none waits
    @Nullable
    Connection waiting(Origin origin, long until) {
        Deque<Connection> line = waiting.get(origin);
        if (line == null) {
            return null;
        }
        Connection connection = line.pollFirst();
        while (connection != null && !connection.extend(until)) {
            connection = line.pollFirst();
        }
        return connection;
    }

    /// A new connection.
    ///
    /// @param until when the call is to be over
    Connection open(Origin origin, long until) throws IOException, InterruptedException {
        Connection connection = new Connection(origin, connect(origin, until), until);
        all.add(connection);
        try {
            connection.open(tls);
            return connection;
        } catch (IOException | RuntimeException e) {
            end(connection);
            throw e;
        }
    }

    /// Tries one address after another.
    private Socket connect(Origin origin, long until) throws IOException, InterruptedException {
        long end = System.nanoTime() + Math.min(TO_CONNECT.toNanos(), until - System.nanoTime());
        InetAddress[] found = addresses.of(origin.host(), end - System.nanoTime());
        for (int i = 0; ; i++) {
            long share = (end - System.nanoTime()) / (found.length - i);
            try {
                return connect(new InetSocketAddress(found[i], origin.port()), share);
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (i == found.length - 1) {
                    throw e;
                }
            }
        }
    }

    private static Socket connect(InetSocketAddress address, long nanos) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        Socket socket = new Socket();
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.connect(address, (int) millis);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// Its call is over, and another one may follow.
    void give(Connection connection) {
        if (connection.extend(System.nanoTime() + connection.idle())) {
            waiting.computeIfAbsent(connection.origin(), _ -> new ConcurrentLinkedDeque<>())
                    .addFirst(connection);
        }
    }

    /// No other call may follow.
    void end(Connection connection) {
        connection.close();
        all.remove(connection);
    }

    private void watch() {
        try {
            while (!closed.await(WATCH, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                all.removeIf(connection -> endsAt(connection, now));
                // where a connection is put back this very moment, it ends unused when its time comes
                waiting.values().removeIf(Deque::isEmpty);
            }
        } catch (InterruptedException e) {
            // nobody interrupts it
        }
    }

    private boolean endsAt(Connection connection, long now) {
        if (!connection.endsAt(now)) {
            return false;
        }
        Deque<Connection> line = waiting.get(connection.origin());
        if (line != null) {
            line.remove(connection);
        }
        return true;
    }

    /// How many there are; for tests and metrics.
    int size() {
        return all.size();
    }

    @Override
    public void close() {
        closed.countDown();
        addresses.close();
        all.forEach(Connection::close);
    }
}
