package io.patchbay.tck;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Real calls to a simulator, as [VendorHttp] documents them, without limits and sharing. Where the
/// connector's authorization is OAuth 2, they carry a customer's token, which is refreshed as the service
/// does it. All of the vendor's hosts are the simulator: tests do not go out into the world.
public final class TestHttp implements VendorHttp {
    static final int LONGEST = 4 * 1024 * 1024;

    // one for all: it carries no cookies and no credentials, and making one takes longer than most tests
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final URI base;
    private final List<String> secrets;
    private final Watch watch;
    private final Optional<TestGrant> grant;
    private volatile Duration patience = Duration.ofSeconds(20);

    /// @param secrets texts that must not stand where a call is logged
    /// @param grant what the customer consented to, where that is needed
    TestHttp(URI base, List<String> secrets, Watch watch, Optional<TestGrant> grant) {
        this.base = base;
        this.secrets = secrets;
        this.watch = watch;
        this.grant = grant;
    }

    /// As an instance's configuration is tried: no customer has consented yet.
    TestHttp withoutGrant() {
        TestHttp bare = new TestHttp(base, secrets, watch, Optional.empty());
        bare.patience = patience;
        return bare;
    }

    /// How long a complete answer may take; 20 s unless set.
    public void patience(Duration most) {
        patience = most;
    }

    @Override
    public Reply send(Call call) throws ConnectorException, InterruptedException {
        watch.touchVendor(call.toString());
        if (secrets.stream().anyMatch(secret -> shows(call, secret))) {
            watch.breaks("C12", "a secret stands in a call's path or in a query that is not marked as secret");
        }
        URI uri = call.uriMoved(base);
        return watch.<Reply, ConnectorException>apart(
                () -> grant.isEmpty() ? reply(call, request(call, uri)) : granted(call, uri, grant.get()));
    }

    /// With a token; with a new one once more where the vendor does not take it.
    private Reply granted(Call call, URI uri, TestGrant token) throws ConnectorException, InterruptedException {
        token.mistake(call, uri).ifPresent(what -> watch.breaks("C19", what));
        Reply first = reply(call, token.bear(request(call, uri)));
        if (!token.rejected(first)) {
            return first;
        }
        token.refresh();
        return reply(call, token.bear(request(call, uri)));
    }

    private static boolean shows(Call call, String secret) {
        return call.path().contains(secret)
                || call.query().stream().anyMatch(p -> !p.secret() && p.value().contains(secret));
    }

    private static HttpRequest.Builder request(Call call, URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(
                        call.method(),
                        call.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(call.body()));
        if (!call.contentType().isEmpty()) {
            request.setHeader("Content-Type", call.contentType());
        }
        call.headers().forEach(request::setHeader);
        return request;
    }

    private Reply reply(Call call, HttpRequest.Builder request) throws ConnectorException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                CLIENT.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
        try {
            HttpResponse<byte[]> got = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, List<String>> headers = new TreeMap<>();
            got.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            return new Reply(got.statusCode(), headers, got.body());
        } catch (ExecutionException | TimeoutException e) {
            throw new ConnectorException(new Failure.Unavailable("the vendor gave no complete answer to " + call), e);
        } finally {
            answer.cancel(true);
        }
    }
}
