package io.patchbay.bench.vendor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One connection of the vendor. Requests have no body.
final class Caller {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(4096);
    private final ByteBuffer out = ByteBuffer.allocateDirect(4096);

    Caller(SocketChannel channel) {
        this.channel = channel;
    }

    /// Answers what has come.
    void serve(Stations stations) throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException();
        }
        int begin = 0;
        for (int i = 3; i < in.position(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                answer(stations, begin);
                begin = i + 1;
            }
        }
        in.limit(in.position()).position(begin);
        in.compact();
        if (!in.hasRemaining()) {
            throw new IOException("a request is longer than this vendor reads");
        }
    }

    private void answer(Stations stations, int begin) throws IOException {
        out.clear();
        stations.answer(in, begin, out);
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out); // an answer is far smaller than what a socket takes
        }
    }
}
