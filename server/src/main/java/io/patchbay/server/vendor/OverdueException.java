package io.patchbay.server.vendor;

import java.io.IOException;

/// The time of a call is over.
final class OverdueException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean begun;

    /// @param begun whether the answer had begun
    OverdueException(boolean begun) {
        this.begun = begun;
    }

    boolean begun() {
        return begun;
    }
}
