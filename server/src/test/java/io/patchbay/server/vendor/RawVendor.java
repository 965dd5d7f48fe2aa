package io.patchbay.server.vendor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A vendor that answers byte by byte what a test wants it to.
final class RawVendor implements AutoCloseable {
    static final String SEVEN = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7";

    /// One connection, from its beginning to its end.
    interface Conversation {
        /// @param number of the connection, from 1 on
        void hold(Peer peer, int number) throws IOException;
    }

    /// The other end of a connection.
    final class Peer {
        private final InputStream in;
        private final OutputStream out;

        private Peer(Socket socket) throws IOException {
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        /// Reads a request with its body.
        ///
        /// @return false if none comes
        boolean hears() throws IOException {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                request.append((char) next);
            }
            int length = request.toString()
                    .lines()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring(16)))
                    .sum();
            request.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            requests.add(request.toString());
            return true;
        }

        void says(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /// Until the caller hangs up.
        void waits() throws IOException {
            in.readAllBytes();
        }
    }

    private final ServerSocket server;
    private final Conversation conversation;
    private final String scheme;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    RawVendor(Conversation conversation) throws IOException {
        this("http", new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
    }

    RawVendor(String scheme, ServerSocket server, Conversation conversation) {
        this.scheme = scheme;
        this.server = server;
        this.conversation = conversation;
        Thread.ofVirtual().start(this::accept);
    }

    /// One that answers every request of every connection like this.
    static RawVendor saying(String answer) throws IOException {
        return new RawVendor((peer, _) -> {
            while (peer.hears()) {
                peer.says(answer);
            }
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> hold(socket, number));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void hold(Socket socket, int number) {
        try (socket) {
            conversation.hold(new Peer(socket), number);
        } catch (IOException e) {
            // the caller hangs up
        }
        ended.incrementAndGet();
    }

    URI url() {
        return url("127.0.0.1");
    }

    URI url(String host) {
        return URI.create(scheme + "://" + host + ":" + server.getLocalPort());
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.get();
    }

    int ended() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
