package io.patchbay.server.vendor;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One HTTP exchange with its limits: 5 s to connect, a time for the whole answer, 4 MiB, no redirect. Thread-safe;
/// connections are reused.
final class Wire implements AutoCloseable {
    static final int MOST_BYTES = 4 << 20;

    private final Duration whole;
    private final MeterRegistry meters;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /// @param whole from the call to the last byte of its answer
    Wire(Duration whole, MeterRegistry meters) {
        this.whole = whole;
        this.meters = meters;
    }

    Reply exchange(String type, Call call, URI uri) throws ConnectorException, InterruptedException {
        HttpRequest request = request(call, uri);
        AtomicBoolean headed = new AtomicBoolean();
        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, _ -> {
            headed.set(true);
            return new LimitedBody(MOST_BYTES);
        });
        try {
            HttpResponse<byte[]> response = answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
            count(type, outcome(response.statusCode()), begun);
            return new Reply(
                    response.statusCode(), lowerCased(response.headers().map()), response.body());
        } catch (TimeoutException e) {
            throw broken(type, headed.get() ? Breakdown.DRIPPING : Breakdown.SILENT, uri, begun);
        } catch (ExecutionException e) {
            throw broken(type, Breakdown.of(e.getCause()), uri, begun);
        } finally {
            // cuts the connection of an answer that is not wanted any more
            answer.cancel(true);
        }
    }

    /// The host as people know it: without the port that its scheme implies.
    static String host(URI uri) {
        String host = String.valueOf(uri.getHost());
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }

    private ConnectorException broken(String type, Breakdown breakdown, URI uri, long begun) {
        count(type, breakdown.name().toLowerCase(Locale.ROOT), begun);
        // the exception of the JDK is left out: its message may carry the query
        return new ConnectorException(new Failure.Unavailable(breakdown.sentence(host(uri), whole.toSeconds())));
    }

    private void count(String type, String outcome, long begun) {
        meters.timer("patchbay.vendor.calls", "type", type, "outcome", outcome)
                .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    private static HttpRequest request(Call call, URI uri) {
        try {
            // over plain HTTP the JDK would offer an upgrade to HTTP/2, which some small servers answer with an error
            HttpClient.Version version =
                    "https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .version(version)
                    .header("User-Agent", "patchbay")
                    .method(
                            call.method(),
                            call.body().isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(call.body()));
            if (!call.contentType().isEmpty()) {
                request.setHeader("Content-Type", call.contentType());
            }
            call.headers().forEach(request::setHeader);
            return request.build();
        } catch (IllegalArgumentException e) {
            // its message may carry the query or a header's value
            throw new IllegalArgumentException(
                    "the connector's call " + call + " has a method, address or header that HTTP does not allow");
        }
    }

    private static Map<String, List<String>> lowerCased(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        return lower;
    }

    private static String outcome(int status) {
        return status == 429 ? "429" : status / 100 + "xx";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
