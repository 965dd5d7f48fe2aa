package io.patchbay.server.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.web.ApiException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a replay begins.
public sealed interface ReplayFrom {
    /// @param position at least 0
    record Position(long position) implements ReplayFrom {}

    record Time(Instant time) implements ReplayFrom {}

    /// As the API's body says it.
    ///
    /// @throws ApiException 400 if it is neither
    static ReplayFrom of(@Nullable JsonNode from) {
        if (from != null && from.isIntegralNumber() && from.canConvertToLong() && from.asLong() >= 0) {
            return new Position(from.asLong());
        }
        if (from != null && from.isTextual()) {
            try {
                return new Time(OffsetDateTime.parse(from.asText()).toInstant());
            } catch (DateTimeParseException e) {
                // said below
            }
        }
        throw ApiException.invalid(List.of(
                new Problem("from", "must be a position, such as 4711, or a time, such as \"2026-01-31T12:00:00Z\"")));
    }
}
