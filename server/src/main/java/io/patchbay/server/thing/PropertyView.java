package io.patchbay.server.thing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchbay.thing.ValueType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A property as the API shows it, with every field always there.
///
/// @param lastUpdate when the value became what it is; null, as `value`, as long as there was none
/// @param stale whether nobody has confirmed the value for longer than the connector's pace lets expect; null for
///     things that an app made, which say for themselves
@Schema(
        name = "Property",
        requiredProperties = {"id", "name", "value", "unit", "type", "lastUpdate", "propertyType"})
@JsonInclude(JsonInclude.Include.ALWAYS)
record PropertyView(
        @Schema(examples = "temperature") String id,
        @Schema(examples = "Temperature") String name,

        @Schema(
                nullable = true,
                examples = "7.5",
                description = "Always text, whatever the type; null if there is no value.")
        @Nullable
        String value,

        @Schema(examples = "°C") String unit,
        ValueType type,

        @Schema(nullable = true, examples = "2026-01-31T12:00:00Z") @Nullable
        Instant lastUpdate,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                nullable = true,
                examples = "false",
                description = "Of connectors' things: true if the value was not confirmed for longer than expected, or"
                        + " the device is unavailable. Absent for things that an app made.")
        @Nullable
        Boolean stale,

        @Schema(examples = "TEMPERATURE", description = "What it means; of the published vocabulary for connectors.")
        String propertyType) {}
