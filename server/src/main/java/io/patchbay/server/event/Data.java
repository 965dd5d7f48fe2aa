package io.patchbay.server.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an event says, as JSON shows it.
@JsonInclude(JsonInclude.Include.ALWAYS)
sealed interface Data {

    /// Of `property.changed`.
    ///
    /// @param lastUpdate since when, by the vendor's clock if it has one
    @Schema(name = "PropertyChanged")
    record OfProperty(
            String subject,
            UUID thingId,
            String componentId,
            String propertyId,
            @Schema(examples = "TEMPERATURE") String propertyType,

            @Schema(
                    nullable = true,
                    examples = "7.5",
                    description = "Text, whatever the type; null if there is none now.")
            @Nullable
            String value,

            @Schema(examples = "°C") String unit,
            Instant lastUpdate)
            implements Data {}

    /// Of `thing.added`, `thing.changed` and `thing.removed`.
    @Schema(name = "ThingChanged")
    record OfThing(String subject, UUID thingId, Instant time) implements Data {}

    /// Of `thing.status`.
    @Schema(name = "ThingStatusChanged")
    record OfStatus(
            String subject,
            UUID thingId,

            @Schema(description = "AVAILABLE, UNAVAILABLE or UNKNOWN.", examples = "UNAVAILABLE") @Nullable
            String status,

            Instant time)
            implements Data {}

    /// Of `client.status`.
    @Schema(name = "ClientStatusChanged")
    record OfClient(
            String subject,
            UUID clientId,
            @Schema(examples = "openweathermap") String connector,

            @Schema(description = "STARTING, STARTED, ERROR or DELETED.", examples = "ERROR")
            String status,

            boolean paused,

            @Schema(description = "False while the end customer's consent is missing.")
            boolean linked,

            @Schema(
                    nullable = true,
                    examples = "subject",
                    description = "Who must act before an ERROR goes away: nobody, vendor, subject, developer, author.")
            @Nullable
            String whoMustAct,

            @Schema(nullable = true, description = "What is wrong, in words.") @Nullable
            String cause,

            Instant time)
            implements Data {}

    /// Of `action.status`.
    @Schema(name = "ActionStatusChanged")
    record OfAction(
            String subject,
            UUID actionRequestId,
            UUID thingId,
            String componentId,
            String actionId,

            @Schema(description = "PENDING, COMPLETED, FAILED or CANCELED.", examples = "COMPLETED")
            String status,

            @Schema(nullable = true, description = "Why it FAILED.") @Nullable
            String error,

            Instant time)
            implements Data {}
}
