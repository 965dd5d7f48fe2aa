package io.patchbay.server.vendor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is left of one of the vendor's limits, as far as this service knows.
///
/// @param scope  `service`, `instance` or `client`
/// @param calls  left in the present window
/// @param resets when there are `limit` again; null if the window has not begun
@Schema(name = "Remaining", description = "What is left of one of the vendor's limits.")
public record Remaining(
        @Schema(description = "Over what the vendor counts: all of this service, your instance, or one client.")
        String scope,

        @Schema(description = "Calls left in the present window.", examples = "1873")
        long calls,

        @Schema(description = "Calls per window.", examples = "2000")
        long limit,

        @Schema(description = "How long a window is (ISO 8601).", examples = "PT1H")
        String per,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "When the window ends.", nullable = true)
        @Nullable
        Instant resets) {}
