package io.patchbay.server.action;

import io.patchbay.server.web.AddressGuard;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts to an app's callback and hears what it says: 5 s to connect, 10 s for the whole, 64 KiB, no
/// redirect. Thread-safe; connections are reused.
@Singleton
final class Receiver implements AutoCloseable {
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 << 10;

    /// RFC 9110, section 5.6.7.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private final AddressGuard guard;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Receiver(AddressGuard guard, InstantSource clock) {
        this.guard = guard;
        this.clock = clock;
    }

    /// What came of one call.
    sealed interface Heard {
        record Answer(int status, String body) implements Heard {}

        /// It said nothing that could be used; another try may help.
        record Nothing(String why) implements Heard {}

        /// It must not be called.
        record Forbidden(String why) implements Heard {}
    }

    /// @param most how long the caller can wait
    Heard post(Callbacks.Callback callback, String body, Duration most) throws InterruptedException {
        return switch (guard.check(callback.url())) {
            case AddressGuard.Verdict.Refused(String why) -> new Heard.Forbidden("it " + why);
            case AddressGuard.Verdict.Unresolved(String why) -> new Heard.Nothing("it " + why);
            case AddressGuard.Verdict.Allowed(URI uri) ->
                exchange(request(uri, callback.key(), body), most.compareTo(WHOLE) < 0 ? most : WHOLE);
        };
    }

    private HttpRequest request(URI uri, SigningKey key, String body) {
        String date = DATE.format(clock.instant().atOffset(ZoneOffset.UTC));
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        return HttpRequest.newBuilder(uri)
                // over plain HTTP the JDK would offer an upgrade to HTTP/2, which some small servers answer with an
                // error
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("User-Agent", "patchbay")
                .header("Content-Type", "application/json")
                .header("Date", date)
                .header("Signature", key.sign(seen(uri), date, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /// The URL as its receiver sees it: the header `Host` has no port that the scheme implies.
    static String seen(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        boolean implied = uri.getPort() < 0 || uri.getPort() == (secure ? 443 : 80);
        return (secure ? "https://" : "http://")
                + uri.getHost()
                + (implied ? "" : ":" + uri.getPort())
                + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private Heard exchange(HttpRequest request, Duration most) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return new Heard.Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            return new Heard.Nothing("it did not answer within " + Math.max(1, most.toSeconds()) + " s");
        } catch (ExecutionException e) {
            // the exception's own words may carry the URL
            return new Heard.Nothing(
                    e.getCause() instanceof ConnectException
                            ? "it could not be reached"
                            : "its answer broke off, was no HTTP, or was longer than 64 KiB");
        } finally {
            // cuts the connection of an answer that is not wanted any more
            answer.cancel(true);
        }
    }

    @Override
    @PreDestroy
    public void close() {
        http.shutdownNow();
    }
}
