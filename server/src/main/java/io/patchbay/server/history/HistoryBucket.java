package io.patchbay.server.history;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The values of a span of time.
///
/// @param to not in it any more
@Schema(
        name = "HistoryBucket",
        requiredProperties = {"from", "to", "value", "count", "unit"})
record HistoryBucket(
        @Schema(examples = "2026-01-31T12:00:00Z") Instant from,

        @Schema(examples = "2026-01-31T13:00:00Z", description = "Not in the bucket any more.")
        Instant to,

        @Schema(examples = "7.25", description = "The aggregate, as text.")
        String value,

        @Schema(examples = "12", description = "How many values the bucket has; at least one.")
        long count,

        @Schema(examples = "°C", description = "The property's present one; empty for `count`.")
        String unit)
        implements Row {
    static final List<String> HEADER = List.of("from", "to", "value", "count", "unit");

    @Override
    public List<String> cells() {
        return List.of(from.toString(), to.toString(), value, Long.toString(count), Csv.harmless(unit));
    }
}
