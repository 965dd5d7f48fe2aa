package io.patchbay.server.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server down to the socket, for what no proper HTTP server does: it says what it is told to each request, byte for
/// byte.
final class Habits implements AutoCloseable {
    private final ServerSocket listening;
    private final Habit habit;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    Habits(Habit habit) throws IOException {
        this.habit = habit;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    @FunctionalInterface
    interface Habit {
        /// @param request its number on this connection, from 1
        /// @return whether the connection is kept for another request
        boolean answer(int request, OutputStream out) throws IOException, InterruptedException;
    }

    static Habit says(String answer) {
        return (_, out) -> {
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        };
    }

    static Habit body(String body) {
        return says("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// Heads and bodies of what came.
    List<String> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            boolean goesOn = true;
            for (int i = 1; goesOn; i++) {
                String request = request(socket.getInputStream());
                if (request.isEmpty()) {
                    return;
                }
                requests.add(request);
                goesOn = habit.answer(i, socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // the other end has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int length = -1;
        while (true) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            read.write(next);
            String text = read.toString(StandardCharsets.ISO_8859_1);
            if (length < 0 && text.endsWith("\r\n\r\n")) {
                length = text.length() + Integer.parseInt(text.replaceFirst("(?is).*content-length: (\\d+).*", "$1"));
            }
            if (length == text.length()) {
                return text;
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
        try {
            listening.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Blocks until the server is closed.
    void silence() throws InterruptedException {
        closed.await();
    }
}
