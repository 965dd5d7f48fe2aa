package io.patchbay.server.vendor;

import java.time.Duration;

/// The budget has no place for a client's round now. Not a failure: the round is due again after the wait, and
/// its place is reserved until then. Connectors let it through (C5).
public final class Postponed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Duration wait;

    public Postponed(Duration wait) {
        super("postponed by " + wait, null, false, false);
        this.wait = wait;
    }

    public Duration waiting() {
        return wait;
    }
}
