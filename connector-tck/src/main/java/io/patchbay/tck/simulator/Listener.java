package io.patchbay.tck.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// One port of 127.0.0.1 that listens, or is held without listening: then connections are refused, and nobody else
/// takes the port meanwhile.
final class Listener implements AutoCloseable {
    static {
        // read once by the JDK's server: answers must not wait for Nagle's algorithm, nor be limited to 200 callers
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
    }

    private static final int WAITING_CONNECTIONS = 4096;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpHandler handler;
    private final int port;
    private @Nullable HttpServer server;
    private @Nullable Socket placeholder;

    /// @param wanted 0 for a free port
    Listener(int wanted, HttpHandler handler) {
        this.handler = handler;
        this.server = serve(wanted);
        this.port = server.getAddress().getPort();
    }

    int port() {
        return port;
    }

    synchronized void listen(boolean wanted) {
        if (wanted && server == null) {
            release();
            server = serve(port);
        } else if (!wanted && server != null) {
            server.stop(0);
            server = null;
            placeholder = hold();
        }
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        release();
        threads.shutdownNow();
    }

    private HttpServer serve(int wanted) {
        try {
            HttpServer made = HttpServer.create(at(wanted), WAITING_CONNECTIONS);
            made.createContext("/", handler);
            made.setExecutor(threads);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + wanted, e);
        }
    }

    private Socket hold() {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(at(port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hold 127.0.0.1:" + port, e);
        }
    }

    private void release() {
        if (placeholder != null) {
            try {
                placeholder.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release 127.0.0.1:" + port, e);
            }
            placeholder = null;
        }
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
