package io.patchbay.simulators;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The vendor's webhooks: one address per user, told each event once and sometimes twice. After five deliveries in
/// a row that failed nothing is delivered to it for a day.
final class NetatmoPush implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_FAILURES = 5;
    private static final Duration BAN = Duration.ofDays(1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile String secret;
    private volatile boolean twice;

    /// @param secret signs the deliveries
    NetatmoPush(InstantSource clock, String secret) {
        this.clock = clock;
        this.secret = secret;
    }

    /// Signs with another secret from now on.
    void sign(String with) {
        secret = with;
    }

    /// Whether each event is delivered twice from now on.
    void twice(boolean now) {
        twice = now;
    }

    void add(String user, URI address) {
        hooks.computeIfAbsent(user, _ -> new Hook()).address(address);
    }

    void drop(String user) {
        hooks.remove(user);
    }

    Map<String, URI> addresses() {
        Map<String, URI> all = new HashMap<>();
        hooks.forEach((user, hook) -> all.put(user, hook.address()));
        return all;
    }

    /// How the user's deliveries were answered, as statuses; 0 where there was no answer.
    List<Integer> answers(String user) {
        Hook hook = hooks.get(user);
        return hook == null ? List.of() : hook.answers();
    }

    /// Returns before it is delivered.
    void send(String user, String event) {
        for (int i = 0; i < (twice ? 2 : 1); i++) {
            deliver(user, event);
        }
    }

    private void deliver(String user, String event) {
        Hook hook = hooks.get(user);
        if (hook == null || hook.banned(clock.instant())) {
            return;
        }
        var _ = http.sendAsync(
                        HttpRequest.newBuilder(hook.address())
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/json")
                                .header("X-Netatmo-secret", signature(event))
                                .POST(HttpRequest.BodyPublishers.ofString(event))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, _) -> hook.answered(answer == null ? 0 : answer.statusCode(), clock.instant()));
    }

    private String signature(String event) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(event.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static final class Hook {
        private final List<Integer> answers = new ArrayList<>();
        private @Nullable URI address;
        private int failures;
        private Instant bannedUntil = Instant.MIN;

        synchronized void address(URI next) {
            address = next;
            failures = 0;
        }

        synchronized URI address() {
            return Objects.requireNonNull(address);
        }

        synchronized boolean banned(Instant now) {
            return now.isBefore(bannedUntil);
        }

        synchronized void answered(int status, Instant now) {
            answers.add(status);
            failures = status >= 200 && status < 300 ? 0 : failures + 1;
            if (failures >= MOST_FAILURES) {
                bannedUntil = now.plus(BAN);
                failures = 0;
            }
        }

        synchronized List<Integer> answers() {
            return List.copyOf(answers);
        }
    }
}
