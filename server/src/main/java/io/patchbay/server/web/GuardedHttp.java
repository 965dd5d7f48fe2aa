package io.patchbay.server.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Calls URLs that tenants give, with the limits that keep one of them from harming others: only addresses that the
/// guard allows, 5 s to connect, a time for the whole, a length of the answer, no redirect, no proxy. A connection is
/// made to an address that was looked at, never to a name, so a name that changes its meaning in between gains nothing;
/// the name is what the header `Host` and the certificate's check see.
///
/// Blocks the calling thread, which should be a virtual one; connections are kept for a few seconds and used again.
@Singleton
public final class GuardedHttp implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    /// Of a host; more would only make its customers wait longer.
    private static final int MOST_ADDRESSES = 3;

    /// Below what servers commonly keep (Node.js: 5 s), so that a call seldom meets a connection that is being closed.
    private static final int KEPT_SECONDS = 4;

    /// To one address. A caller keeps calls to a host within bounds of its own, so nobody waits here.
    private static final int MOST_CONNECTIONS = 1_000;

    private final AddressGuard guard;
    private final HttpClient http;

    /// Connections that no call was made on yet.
    private final Set<HttpConnection> fresh = ConcurrentHashMap.newKeySet();

    public GuardedHttp(AddressGuard guard, Vertx vertx) {
        this.guard = guard;
        this.http = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout(KEPT_SECONDS)
                        .setMaxHeaderSize(16 << 10))
                .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
                .withConnectHandler(connection -> {
                    fresh.add(connection);
                    connection.exceptionHandler(_ -> {}); // said where it is called
                    connection.closeHandler(_ -> fresh.remove(connection));
                })
                .build();
    }

    /// @param headers beside `Host`, `Content-Length` and `User-Agent`, for the URL as it is called
    /// @param most    how long it may take to the last byte of the answer
    /// @param length  how many bytes of the answer's body are wanted
    public record Post(
            String url, Function<URI, Map<String, String>> headers, String body, Duration most, int length) {}

    /// Posts. A connection that was kept and is found closed is made anew, so a call may arrive twice.
    public Heard post(Post call) throws InterruptedException {
        return switch (guard.check(call.url())) {
            case AddressGuard.Verdict.Refused(String why) -> new Heard.Forbidden("it " + why);
            case AddressGuard.Verdict.Unresolved(String why) -> new Heard.Nothing("it " + why);
            case AddressGuard.Verdict.Allowed(URI uri, List<InetAddress> addresses) -> {
                long end = System.nanoTime() + call.most().toNanos();
                Heard heard = new Heard.Nothing("it could not be reached");
                for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
                    Exchange exchange = new Exchange(call, options(call, uri, address), end);
                    heard = exchange.run();
                    if (exchange.connected) {
                        break;
                    }
                }
                yield heard;
            }
        };
    }

    private static RequestOptions options(Post call, URI uri, InetAddress address) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(bare(address), port)))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(secure)
                .setMethod(HttpMethod.POST)
                .setURI((uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()))
                .putHeader("User-Agent", "patchbay");
        call.headers().apply(uri).forEach(options::putHeader);
        return options;
    }

    /// Without the name: the client tells connections apart by the name if there is one, and would look it up again.
    private static InetAddress bare(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the bytes of an address are an address", e);
        }
    }

    /// One call to one address.
    private final class Exchange {
        private final Post call;
        private final RequestOptions options;
        private final long end;
        private volatile boolean connected;
        private volatile boolean kept;
        private volatile boolean headed;

        Exchange(Post call, RequestOptions options, long end) {
            this.call = call;
            this.options = options;
            this.end = end;
        }

        Heard run() throws InterruptedException {
            Future<HttpClientRequest> request = http.request(options);
            Future<Heard.Answer> answer = request.compose(this::send);
            try {
                return answer.toCompletionStage()
                        .toCompletableFuture()
                        .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Heard.Nothing(Silence.LATE.sentence(headed, call.most()));
            } catch (ExecutionException e) {
                Silence silence = Silence.of(e.getCause(), connected);
                return kept && !headed && silence == Silence.CUT
                        ? run()
                        : new Heard.Nothing(silence.sentence(headed, call.most()));
            } finally {
                // cuts the connection of an answer that is not wanted any more
                if (!answer.succeeded()) {
                    request.onSuccess(HttpClientRequest::reset);
                }
            }
        }

        private Future<Heard.Answer> send(HttpClientRequest request) {
            connected = true;
            kept = !fresh.remove(request.connection());
            return request.send(Buffer.buffer(call.body().getBytes(StandardCharsets.UTF_8)))
                    .compose(response -> read(request, response));
        }

        private Future<Heard.Answer> read(HttpClientRequest request, HttpClientResponse response) {
            headed = true;
            Promise<Heard.Answer> answer = Promise.promise();
            Buffer body = Buffer.buffer();
            response.handler(chunk -> {
                int place = call.length() - body.length();
                body.appendBuffer(chunk, 0, Math.min(place, chunk.length()));
                if (chunk.length() > place) {
                    request.reset();
                    answer.tryComplete(answer(response, body, false));
                }
            });
            response.exceptionHandler(_ -> answer.tryComplete(answer(response, body, false)));
            response.endHandler(_ -> answer.tryComplete(answer(response, body, true)));
            return answer.future();
        }

        private static Heard.Answer answer(HttpClientResponse response, Buffer body, boolean whole) {
            return new Heard.Answer(
                    response.statusCode(), new Heard.Headers(response.headers()), body.getBytes(), whole);
        }
    }

    @Override
    @PreDestroy
    public void close() {
        http.close();
    }
}
