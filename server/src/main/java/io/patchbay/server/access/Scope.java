package io.patchbay.server.access;

import java.util.Arrays;
import java.util.Optional;

/// What a token allows (platform-api.md, "Accounts, apps, tokens").
public enum Scope {
    CONNECTOR("connctd.connector"),
    THINGS_READ("connctd.things.read"),
    THINGS_ACTION("connctd.things.action"),
    UNITS_READ("connctd.units.read"),
    UNITS_ADMIN("connctd.units.admin"),
    SUBJECTS_READ("connctd.subjects.read"),
    /// Manages apps; for developers only, never granted to an app.
    CORE("connctd.core");

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    static Optional<Scope> of(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire.equals(wire)).findFirst();
    }
}
