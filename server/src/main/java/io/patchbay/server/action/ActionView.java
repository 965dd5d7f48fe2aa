package io.patchbay.server.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A request of an action as the API shows it.
@Schema(name = "Action")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionView(
        @Schema(examples = "019c1a2b-3c4d-7e5f-8a6b-7c8d9e0f1a2b")
        UUID id,

        @Schema(examples = "56ed33d9-bd1a-4650-9264-d996132098de")
        UUID thingId,

        @Schema(examples = "lamp") String componentId,
        @Schema(examples = "setOn") String actionId,

        @Schema(description = "PENDING, COMPLETED, FAILED or CANCELED.", examples = "COMPLETED")
        String status,

        @Schema(description = "Why it FAILED.") @Nullable String error,
        @Schema(description = "Texts by name.") Map<String, String> parameters,
        Instant created,

        @Schema(description = "It is not PENDING any more then.")
        Instant deadline,

        @Schema(description = "When it was PENDING no more.") @Nullable
        Instant ended) {
    static ActionView of(Request request) {
        return new ActionView(
                request.id(),
                request.thing(),
                request.component(),
                request.action(),
                request.status().name(),
                request.error(),
                request.parameters(),
                request.created(),
                request.deadline(),
                request.ended());
    }
}
