package io.patchbay.server.vendor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/// The connections to vendors: those that carry a call, and those that wait for one. A single thread watches all of
/// them, so that no call pays for a timer of its own; a call's time ends up to a tenth of a second late. Thread-safe.
final class Connections implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final long WATCH = 100;

    private final SSLSocketFactory tls;
    private final Addresses addresses = new Addresses();
    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    Connections(SSLSocketFactory tls) {
        this.tls = tls;
        Thread.ofPlatform().daemon().name("vendor-connections").start(this::watch);
    }

    /// A new connection.
    ///
    /// @param until when the call is to be over
    Connection open(HostConnections host, long until) throws IOException, InterruptedException {
        Connection connection = new Connection(host, connect(host.origin(), until), until);
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
            }
        } catch (InterruptedException e) {
            // nobody interrupts it
        }
    }

    private static boolean endsAt(Connection connection, long now) {
        boolean over = connection.endsAt(now);
        if (over) {
            connection.host().remove(connection);
        }
        return over;
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
