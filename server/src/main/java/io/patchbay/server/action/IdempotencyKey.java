package io.patchbay.server.action;

import io.patchbay.server.web.ApiException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes one request of what is asked several times. One app's keys of the header and its forwarded ids
/// do not meet.
record IdempotencyKey(String text) {
    /// How long a key is honoured.
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final int LONGEST = 255;

    /// @throws ApiException 400 if it is empty or too long
    static Optional<IdempotencyKey> header(@Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        if (given.isBlank() || given.length() > LONGEST) {
            throw ApiException.badRequest("The header Idempotency-Key must have 1 to " + LONGEST + " characters.");
        }
        return Optional.of(new IdempotencyKey("header:" + given));
    }

    /// @throws ApiException 400 if it is empty or too long
    static IdempotencyKey forwarded(String id) {
        if (id.isBlank() || id.length() > LONGEST || id.indexOf('\0') >= 0) {
            throw ApiException.badRequest("id must have 1 to " + LONGEST + " characters.");
        }
        return new IdempotencyKey("forwarded:" + id);
    }
}
