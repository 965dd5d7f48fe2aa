package io.patchbay.server.subject;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an app is told of an erasure. It does not name the end customer.
@Schema(name = "Erasure")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
        @Schema(examples = "0b1d1c1e-6a0f-4f6e-9b57-0d8e0b1f9d53")
        UUID id,

        @Schema(description = "RUNNING or DONE.", examples = "DONE")
        Status status,

        @Schema(description = "Erased so far, as the next two.", examples = "2")
        int clients,

        @Schema(examples = "7") int things,
        @Schema(examples = "31") int actions,
        Instant started,

        @Schema(description = "Once it is DONE.") @Nullable Instant ended) {
    enum Status {
        RUNNING,
        DONE
    }

    static Receipt of(Erasure erasure) {
        return new Receipt(
                erasure.id(),
                erasure.ended().isPresent() ? Status.DONE : Status.RUNNING,
                erasure.clients(),
                erasure.things(),
                erasure.actions(),
                erasure.started(),
                erasure.ended().orElse(null));
    }
}
