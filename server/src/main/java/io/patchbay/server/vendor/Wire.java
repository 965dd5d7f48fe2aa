package io.patchbay.server.vendor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/// One HTTP exchange with its limits: 5 s to connect, a time for the whole answer, 4 MiB, no redirect. Thread-safe;
/// connections are reused. Blocks; a virtual thread may be interrupted.
final class Wire implements AutoCloseable {
    /// Those that do no harm when they are carried out twice (RFC 9110 section 9.2.2).
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    private static final int REQUEST_TIMEOUT = 408;

    private final Duration whole;
    private final MeterRegistry meters;
    private final Map<Counted, Timer> timers = new ConcurrentHashMap<>();
    private final Connections connections;

    /// @param whole from the call to the last byte of its answer
    Wire(Duration whole, MeterRegistry meters) {
        this(whole, meters, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Wire(Duration whole, MeterRegistry meters, SSLSocketFactory tls) {
        this.whole = whole;
        this.meters = meters;
        this.connections = new Connections(tls);
        meters.gauge("patchbay.vendor.connections", connections, Connections::size);
    }

    /// @param host the one that the URI names
    Reply exchange(String type, Call call, URI uri, HostConnections host)
            throws ConnectorException, InterruptedException {
        ClassicHttpRequest request = Requests.of(call, uri, host.name());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long begun = System.nanoTime();
        try {
            Reply reply = exchange(request, host, begun + whole.toNanos());
            count(type, outcome(reply.status()), begun);
            return reply;
        } catch (IOException | HttpException e) {
            Breakdown breakdown = Breakdown.of(e);
            count(type, breakdown.name().toLowerCase(Locale.ROOT), begun);
            // the library's exception is left out: its message may carry the query
            throw new ConnectorException(new Failure.Unavailable(breakdown.sentence(host.name(), whole.toSeconds())));
        }
    }

    /// A vendor may close a connection in the moment in which it is used again. Then the call is made once more over a
    /// new one, if it is certain that this does no harm.
    private Reply exchange(ClassicHttpRequest request, HostConnections host, long until)
            throws IOException, HttpException, InterruptedException {
        boolean idempotent = IDEMPOTENT.contains(request.getMethod());
        Connection used = host.take(until);
        if (used != null && (idempotent || !isStale(used))) {
            try {
                Reply reply = exchange(used, request);
                if (!idempotent || reply.status() != REQUEST_TIMEOUT) {
                    return reply;
                }
            } catch (IOException e) {
                if (!idempotent || !used.isSilent() || e instanceof OverdueException) {
                    throw e;
                }
            }
        }
        return exchange(connections.open(host, until), request);
    }

    private boolean isStale(Connection connection) throws InterruptedException {
        try {
            if (!connection.isStale()) {
                return false;
            }
        } catch (IOException e) {
            // as good as closed
        }
        connections.end(connection);
        interrupted(null);
        return true;
    }

    private Reply exchange(Connection connection, ClassicHttpRequest request)
            throws IOException, HttpException, InterruptedException {
        boolean reusable = false;
        try {
            Reply reply = connection.exchange(request);
            reusable = connection.isReusable();
            return reply;
        } catch (IOException e) {
            interrupted(e);
            throw e;
        } finally {
            if (reusable) {
                connection.host().give(connection);
            } else {
                connections.end(connection);
            }
        }
    }

    /// An interrupt closes the connection of the thread that waits for it.
    private static void interrupted(@Nullable IOException problem) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException interrupt = new InterruptedException();
            if (problem != null) {
                interrupt.initCause(problem);
            }
            throw interrupt;
        }
    }

    /// The host as people know it: without the port that its scheme implies.
    static String host(URI uri) {
        String host = String.valueOf(uri.getHost());
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }

    /// What has a meter of its own: a lookup by tags would cost more than the rest of the count.
    private record Counted(String type, String outcome) {}

    private void count(String type, String outcome, long begun) {
        Counted counted = new Counted(type, outcome);
        Timer known = timers.get(counted);
        Timer timer = known == null
                ? timers.computeIfAbsent(
                        counted, _ -> meters.timer("patchbay.vendor.calls", "type", type, "outcome", outcome))
                : known;
        timer.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    private static String outcome(int status) {
        return status / 100 == 2 ? "2xx" : status == 429 ? "429" : status / 100 + "xx";
    }

    @Override
    public void close() {
        connections.close();
    }
}
