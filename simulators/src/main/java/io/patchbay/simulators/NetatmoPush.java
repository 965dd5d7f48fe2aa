package io.patchbay.simulators;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The vendor's webhooks: one address per user, told once and not again.
final class NetatmoPush implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();
    private final String secret;

    /// @param secret signs the deliveries
    NetatmoPush(String secret) {
        this.secret = secret;
    }

    void add(String user, URI address) {
        addresses.put(user, address);
    }

    void drop(String user) {
        addresses.remove(user);
    }

    Map<String, URI> addresses() {
        return Map.copyOf(addresses);
    }

    /// Returns before it is delivered.
    void send(String user, String event) {
        URI address = addresses.get(user);
        if (address != null) {
            var _ = http.sendAsync(
                    HttpRequest.newBuilder(address)
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .header("X-Netatmo-secret", sign(event))
                            .POST(HttpRequest.BodyPublishers.ofString(event))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private String sign(String event) {
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
}
