package io.patchbay.server.web;

import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why a call got no answer. The exceptions' own words are left out: they may carry the URL.
enum Silence {
    UNREACHABLE,
    INSECURE,
    LATE,
    CUT;

    static Silence of(@Nullable Throwable cause, boolean connected) {
        if (cause instanceof SSLException) {
            return INSECURE;
        }
        return connected ? CUT : UNREACHABLE;
    }

    /// The rest of a sentence that begins with the receiver.
    ///
    /// @param headed whether an answer had begun
    String sentence(boolean headed, Duration most) {
        return switch (this) {
            case UNREACHABLE -> "it could not be reached";
            case INSECURE -> "it has no certificate that is valid for its name, or speaks no TLS";
            case LATE ->
                (headed ? "its answer was not complete within " : "it did not answer within ")
                        + Math.max(1, most.toSeconds()) + " s";
            case CUT -> "its answer broke off or was no HTTP";
        };
    }
}
