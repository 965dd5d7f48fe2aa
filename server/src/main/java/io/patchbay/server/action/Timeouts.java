package io.patchbay.server.action;

import io.patchbay.server.web.ApiException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long an action may take.
final class Timeouts {
    static final Duration PRESET = Duration.ofSeconds(30);
    private static final int MOST = 300;

    private Timeouts() {}

    /// @param given seconds, or null
    /// @throws ApiException 400
    static Duration of(@Nullable String given) {
        if (given == null) {
            return PRESET;
        }
        try {
            int seconds = Integer.parseInt(given);
            if (seconds >= 1 && seconds <= MOST) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.badRequest("timeout must be a whole number of seconds from 1 to " + MOST + ".");
    }
}
