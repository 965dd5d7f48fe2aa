package io.patchbay.bench.load;

import io.patchbay.bench.lab.BenchmarkException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// Sends requests over a number of connections that are kept, on each the next one when the one before is answered.
/// One thread does it all. An answer without success ends the run: a benchmark of errors would be a fast one.
public final class Generator implements AutoCloseable {
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final Selector selector;
    private final List<Exchange> exchanges = new ArrayList<>();
    private long sent;

    /// Connects to a port of this machine.
    public Generator(int port, int connections) {
        try {
            selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Exchange exchange = new Exchange(channel);
                channel.register(selector, SelectionKey.OP_READ, exchange);
                exchanges.add(exchange);
            }
        } catch (IOException e) {
            throw new BenchmarkException("no connection to port " + port, e);
        }
    }

    /// The body of the answer to one request.
    public static byte[] once(int port, Request request) {
        try (Generator generator = new Generator(port, 1)) {
            generator.run(Requests.eachOf(List.of(request)), Duration.ofSeconds(30));
            return generator.exchanges.getFirst().body();
        }
    }

    /// Sends for so long, or until there is nothing more to send; what is under way then is awaited, but not counted
    /// after the time.
    public Load run(Requests requests, Duration duration) {
        return new Run(requests, duration).run();
    }

    private final class Run {
        private final Requests requests;
        private final Histogram micros = new Histogram(60_000_000, 3);
        private final long begun = System.nanoTime();
        private final long end;
        private long last = begun;
        private int underWay;

        Run(Requests requests, Duration duration) {
            this.requests = requests;
            this.end = begun + duration.toNanos();
        }

        Load run() {
            try {
                for (Exchange exchange : exchanges) {
                    next(exchange, System.nanoTime());
                }
                while (underWay > 0) {
                    selector.select(this::ready, 100);
                    if (System.nanoTime() - end > PATIENCE) {
                        throw new BenchmarkException("an answer did not come within 30 s");
                    }
                }
            } catch (IOException e) {
                throw new BenchmarkException(String.valueOf(e.getMessage()), e);
            }
            long until = Math.min(last, end);
            return new Load(micros.getTotalCount(), (until - begun) / 1e9, micros);
        }

        private void next(Exchange exchange, long now) throws IOException {
            Request request = now < end ? requests.next() : null;
            if (request != null) {
                request.countUp(++sent);
                exchange.send(request, now);
                underWay++;
            }
        }

        private void ready(SelectionKey key) {
            Exchange exchange = (Exchange) key.attachment();
            try {
                if (!exchange.read()) {
                    return;
                }
                if (!exchange.isSuccess()) {
                    throw new BenchmarkException("the server answered " + exchange.text());
                }
                long now = System.nanoTime();
                underWay--;
                last = now;
                if (now <= end) {
                    micros.recordValue(Math.min((now - exchange.sent()) / 1000, micros.getHighestTrackableValue()));
                }
                next(exchange, now);
            } catch (IOException e) {
                throw new BenchmarkException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (Exchange exchange : exchanges) {
                exchange.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new BenchmarkException("a connection could not be closed", e);
        }
    }
}
