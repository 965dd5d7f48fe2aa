package io.patchbay.server.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A webhook as the API and the console show it. Its URL may hold a secret of the app: it is for the app's developer
/// only.
@Schema(name = "Webhook")
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(
        UUID id,

        @Schema(description = "Shown when it is made, and by a rotation; never again.", examples = "whsec_…") @Nullable
        String secret,

        String url,

        @Schema(description = "Of the events it gets; empty for all.", examples = "[\"property.changed\"]")
        List<String> types,

        @Schema(description = "The end customer whose events it gets; absent for all.") @Nullable
        String subject,

        @Schema(description = "How many events one delivery carries at most; with more than 1, its body is an array.")
        int batch,

        @Schema(description = "ENABLED or DISABLED.", examples = "ENABLED")
        String status,

        @Schema(description = "Why it is disabled.", examples = "The receiver answered 410: it is gone.") @Nullable
        String disabledReason,

        @Schema(description = "Of the change log: events up to here need no delivery any more.", examples = "4711")
        long position,

        @Schema(description = "How often in a row the next delivery has failed.")
        int failures,

        @Nullable Instant failingSince,

        @Schema(description = "When it is tried again, if it has failed.") @Nullable
        Instant nextAttempt,

        @Schema(description = "Until when the secret before this one signs, too.") @Nullable
        Instant formerSecretUntil,

        Instant created) {

    /// @param secret if it is to be shown
    static WebhookView of(Webhook webhook, String url, @Nullable String secret) {
        Webhook.Trouble trouble = webhook.trouble();
        return new WebhookView(
                webhook.id(),
                secret,
                url,
                webhook.types(),
                webhook.subject(),
                webhook.batch(),
                webhook.enabled() ? "ENABLED" : "DISABLED",
                webhook.disabledReason(),
                webhook.position(),
                trouble.failures(),
                trouble.since(),
                trouble.nextAttempt(),
                webhook.sealed().formerUntil(),
                webhook.created());
    }

    /// Without the secret and the URL, which may hold one.
    @Override
    public String toString() {
        return "WebhookView " + id;
    }
}
