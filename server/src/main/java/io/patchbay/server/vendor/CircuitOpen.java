package io.patchbay.server.vendor;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a call failed as `Unavailable`: its host is down, as the calls of many have shown, and only now and then one of
/// them tries again. It is the reason of the `ConnectorException` that the connector sees; it says nothing of the
/// client
/// that called. A renewal of a token that failed because of it was not asked for; a round may be the one that tried.
public final class CircuitOpen extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 5;

    private final transient Duration wait;

    public CircuitOpen(Duration wait) {
        super("not asked for " + wait, null, false, false);
        this.wait = wait;
    }

    /// When the caller should ask again at the latest. Sooner does no harm: what is not asked costs next to nothing.
    public Duration waiting() {
        return wait;
    }

    /// Whether this is what lies behind a failure.
    public static Optional<CircuitOpen> in(@Nullable Throwable problem) {
        Throwable cause = problem;
        for (int i = 0; i < DEEPEST && cause != null; i++) {
            if (cause instanceof CircuitOpen open) {
                return Optional.of(open);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
