package io.patchbay.server.webhook;

import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.GuardedHttp;
import io.patchbay.server.web.Heard;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Posts messages to receivers, signed: 15 s for the whole, as Standard Webhooks has it, and 4 KiB of the answer.
///
/// Thread-safe; blocks.
@Singleton
final class Sender {
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 4 << 10;

    private final GuardedHttp http;
    private final Vault vault;
    private final InstantSource clock;

    Sender(GuardedHttp http, Vault vault, InstantSource clock) {
        this.http = http;
        this.vault = vault;
        this.clock = clock;
    }

    Attempt send(Webhook to, Message message) throws InterruptedException {
        Instant now = clock.instant();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                message.id(),
                "webhook-timestamp",
                String.valueOf(now.getEpochSecond()),
                "webhook-signature",
                signatures(to, message, now));
        String url = vault.open(to.sealed().url(), Webhook.urlContext(to.id()));
        Heard heard = http.post(new GuardedHttp.Post(url, _ -> headers, message.body(), WHOLE, MOST_BYTES));
        return new Attempt(message, heard, now);
    }

    /// With the secret before this one, too, while its time of grace lasts.
    private String signatures(Webhook to, Message message, Instant now) {
        Webhook.Sealed sealed = to.sealed();
        boolean both = sealed.former() != null && sealed.formerUntil() != null && now.isBefore(sealed.formerUntil());
        return (both ? Stream.of(sealed.secret(), sealed.former()) : Stream.of(sealed.secret()))
                .map(secret -> new SigningSecret(vault.open(secret, Webhook.secretContext(to.id())))
                        .sign(message.id(), now.getEpochSecond(), message.body()))
                .collect(Collectors.joining(" "));
    }
}
