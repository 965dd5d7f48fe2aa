package io.patchbay.server.access;

import java.util.Arrays;
import java.util.Optional;

/// What a token allows (platform-api.md, "Accounts, apps, tokens").
public enum Scope {
    CONNECTOR("connctd.connector", "manage connector instances and clients; create, change and remove things"),
    THINGS_READ("connctd.things.read", "read things"),
    THINGS_ACTION("connctd.things.action", "request actions"),
    UNITS_READ("connctd.units.read", "read units"),
    UNITS_ADMIN("connctd.units.admin", "manage units"),
    SUBJECTS_READ("connctd.subjects.read", "list external subjects"),
    /// Manages apps; for developers only, never granted to an app.
    CORE("connctd.core", "manage apps");

    private final String wire;
    private final String allows;

    Scope(String wire, String allows) {
        this.wire = wire;
        this.allows = allows;
    }

    /// What it allows, in words.
    public String allows() {
        return allows;
    }

    public String wire() {
        return wire;
    }

    public static Optional<Scope> of(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire.equals(wire)).findFirst();
    }
}
