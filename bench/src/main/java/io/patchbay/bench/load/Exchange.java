package io.patchbay.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One connection and the request that is under way on it. Reads no more of an answer than where it ends.
final class Exchange {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = 9; // after "HTTP/1.1 "

    private final SocketChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
    private int body;
    private int end = -1;
    private long sent;

    Exchange(SocketChannel channel) {
        this.channel = channel;
    }

    void send(Request request, long now) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.bytes());
        while (bytes.hasRemaining()) {
            channel.write(bytes); // a request is far smaller than what a socket takes
        }
        sent = now;
        end = -1;
        buffer.clear();
    }

    long sent() {
        return sent;
    }

    /// @return whether the answer is complete now
    boolean read() throws IOException {
        if (channel.read(buffer) < 0) {
            throw new IOException("the server closed a connection while it was to answer");
        }
        if (end < 0) {
            end = end();
        }
        if (end > buffer.capacity()) {
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), end)).position(buffer.position());
        }
        if (end >= 0 && buffer.position() > end) {
            throw new IOException("more than one answer to one request: " + text());
        }
        return buffer.position() == end;
    }

    boolean isSuccess() {
        return buffer.get(STATUS) == '2';
    }

    /// The answer as far as it came.
    String text() {
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    byte[] body() {
        return Arrays.copyOfRange(buffer.array(), body, end);
    }

    /// Where the answer ends, or -1 if its head is not complete.
    private int end() throws IOException {
        byte[] bytes = buffer.array();
        int length = 0;
        boolean told = false;
        int line = 0;
        for (int i = 0; i + 1 < buffer.position(); i++) {
            if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
                continue;
            }
            if (i == line) {
                if (!told && buffer.get(STATUS) == '2' && buffer.get(STATUS + 2) != '4') {
                    throw new IOException("an answer without Content-Length: " + text());
                }
                body = i + 2;
                return body + length;
            }
            if (isLength(bytes, line)) {
                told = true;
                length = number(bytes, line + LENGTH.length, i);
            }
            line = i + 2;
        }
        return -1;
    }

    private static boolean isLength(byte[] bytes, int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((bytes[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                number = number * 10 + bytes[i] - '0';
            }
        }
        return number;
    }

    void close() throws IOException {
        channel.close();
    }
}
