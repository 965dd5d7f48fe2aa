package io.patchbay.server.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A delivery as the API and the console show it.
@Schema(name = "WebhookDelivery")
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        @Schema(description = "Its `webhook-id`.", examples = "evt_4711")
        String id,

        @Schema(description = "DELIVERED or FAILED, as of the last attempt.", examples = "DELIVERED")
        String status,

        int attempts,
        @Schema(description = "How many events it carries.") int events,

        @Schema(description = "Of the first event, for a replay; 0 of a test.")
        long position,

        @Schema(description = "What the receiver answered at last.", examples = "204") @Nullable
        Integer responseStatus,

        @Schema(description = "The beginning of that answer's body.") @Nullable
        String excerpt,

        @Schema(description = "Why it failed.") @Nullable String error,
        Instant firstAttempt,
        Instant lastAttempt) {

    static DeliveryView of(DeliveryStore.Delivery delivery) {
        return new DeliveryView(
                delivery.message(),
                delivery.delivered() ? "DELIVERED" : "FAILED",
                delivery.attempts(),
                delivery.events(),
                delivery.first(),
                delivery.status(),
                delivery.excerpt(),
                delivery.error(),
                delivery.firstAttempt(),
                delivery.lastAttempt());
    }

    static DeliveryView of(Attempt attempt) {
        return new DeliveryView(
                attempt.message().id(),
                attempt.delivered() ? "DELIVERED" : "FAILED",
                1,
                1,
                0,
                attempt.status(),
                attempt.excerpt(),
                attempt.error(),
                attempt.at(),
                attempt.at());
    }
}
