package io.patchbay.bench.load;

import io.patchbay.bench.lab.BenchmarkException;
import io.patchbay.bench.lab.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Clients of the live stream, all served by one thread: counts the events that come and how old they are then.
public final class StreamCrowd implements AutoCloseable {
    private static final byte[] UPDATED = "\"lastUpdate\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEGUN = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 1 << 16;
    private static final int TOGETHER = 200;

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Thread thread;
    private final List<Long> micros = new ArrayList<>();
    private boolean keeping;
    private long events;
    private int begun;
    private int ended;
    private volatile boolean over;

    /// Opens them, some at a time: a service that is asked for all in one moment would tell most to come back.
    ///
    /// @param request that each of them sends
    public StreamCrowd(int port, int streams, Request request) {
        try {
            selector = Selector.open();
            thread = Thread.ofPlatform().daemon().name("streams").start(this::run);
            for (int i = 0; i < streams; i++) {
                if (i % TOGETHER == 0) {
                    awaitBegun(i);
                }
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channels.add(channel);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.write(ByteBuffer.wrap(request.bytes()));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Client());
                selector.wakeup();
            }
            awaitBegun(streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitBegun(int many) {
        Waiting.until("streams to begin", Duration.ofMinutes(1), () -> begun() >= many);
    }

    /// What has come since the last time that this was asked.
    ///
    /// @param events  of all streams
    /// @param micros  how old each was, sorted
    public record Came(long events, long[] micros) {
        /// In milliseconds.
        public double percentile(double percent) {
            return micros.length == 0
                    ? Double.NaN
                    : micros[(int) Math.min(micros.length - 1, (long) (micros.length * percent / 100))] / 1000.0;
        }
    }

    /// How many streams are open.
    public synchronized int open() {
        return begun - ended;
    }

    private synchronized int begun() {
        return begun;
    }

    public synchronized void begin() {
        keeping = true;
        events = 0;
        micros.clear();
    }

    public synchronized Came end() {
        keeping = false;
        long[] sorted = micros.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Came(events, sorted);
    }

    /// One connection, with what came of the last line so far.
    private static final class Client {
        private final byte[] line = new byte[1024];
        private int length;
        private boolean answered;
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
        try {
            while (!over) {
                selector.select(key -> read(key, buffer), Duration.ofMillis(200).toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        Client client = (Client) key.attachment();
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                end(key);
                return;
            }
        } catch (IOException e) {
            end(key);
            return;
        }
        Instant now = Instant.now();
        buffer.flip();
        synchronized (this) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    line(client, now);
                    client.length = 0;
                } else if (client.length < client.line.length) {
                    client.line[client.length++] = next;
                }
            }
        }
    }

    private synchronized void end(SelectionKey key) {
        key.cancel();
        ended++;
    }

    private void line(Client client, Instant now) {
        if (!client.answered) {
            client.answered = true;
            if (client.length < BEGUN.length || indexOf(client, BEGUN) != 0) {
                throw new BenchmarkException("a stream was refused: "
                        + new String(client.line, 0, client.length, StandardCharsets.US_ASCII));
            }
            begun++;
        }
        if (!keeping || client.length < 6 || client.line[0] != 'd' || client.line[4] != ':') {
            return;
        }
        events++;
        int at = indexOf(client, UPDATED);
        if (at >= 0) {
            int begin = at + UPDATED.length;
            int end = begin;
            while (client.line[end] != '"') {
                end++;
            }
            String updated = new String(client.line, begin, end - begin, StandardCharsets.US_ASCII);
            micros.add(ChronoUnit.MICROS.between(Instant.parse(updated), now));
        }
    }

    private static int indexOf(Client client, byte[] word) {
        for (int i = 0; i + word.length < client.length; i++) {
            if (Arrays.equals(client.line, i, i + word.length, word, 0, word.length)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
