package io.patchbay.server.action;

import io.patchbay.server.web.GuardedHttp;
import io.patchbay.server.web.Heard;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// Posts to an app's callback and hears what it says: 10 s for the whole, 64 KiB. Thread-safe.
@Singleton
final class Receiver {
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 << 10;

    /// RFC 9110, section 5.6.7.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private final GuardedHttp http;
    private final InstantSource clock;

    Receiver(GuardedHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /// @param most how long the caller can wait
    Heard post(Callbacks.Callback callback, String body, Duration most) throws InterruptedException {
        String date = DATE.format(clock.instant().atOffset(ZoneOffset.UTC));
        Heard heard = http.post(new GuardedHttp.Post(
                callback.url(),
                uri -> Map.of(
                        "Content-Type",
                        "application/json",
                        "Date",
                        date,
                        "Signature",
                        callback.key().sign(seen(uri), date, body)),
                body,
                most.compareTo(WHOLE) < 0 ? most : WHOLE,
                MOST_BYTES));
        return heard instanceof Heard.Answer answer && !answer.whole()
                ? new Heard.Nothing("its answer broke off, or was longer than 64 KiB")
                : heard;
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
}
