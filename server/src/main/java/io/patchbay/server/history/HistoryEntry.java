package io.patchbay.server.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchbay.thing.ValueType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A value that a property once had.
///
/// @param at       since when, by the vendor's clock if it has one; never after `received`
/// @param received when this service learned it
/// @param value    null if there was none
/// @param unit     as it was then, as `type`
@Schema(
        name = "HistoryEntry",
        requiredProperties = {"at", "received", "value", "unit", "type"})
@JsonInclude(JsonInclude.Include.ALWAYS)
record HistoryEntry(
        @Schema(
                examples = "2026-01-31T12:00:00Z",
                description = "Since when it was so, by the vendor's clock if it has one.")
        Instant at,

        @Schema(examples = "2026-01-31T12:00:03Z", description = "When Patchbay learned it.")
        Instant received,

        @Schema(nullable = true, examples = "7.5", description = "Text, whatever the type; null if there was none.")
        @Nullable
        String value,

        @Schema(examples = "°C") String unit,
        ValueType type)
        implements Row {
    static final List<String> HEADER = List.of("at", "received", "value", "unit", "type");

    @Override
    public List<String> cells() {
        return List.of(
                at.toString(),
                received.toString(),
                value == null ? "" : type == ValueType.STRING ? Csv.harmless(value) : value,
                Csv.harmless(unit),
                type.name());
    }
}
