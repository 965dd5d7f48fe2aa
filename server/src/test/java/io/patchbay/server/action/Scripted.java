package io.patchbay.server.action;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/// A service whose clients are scripted.
public final class Scripted implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedEngine.class);
    }
}
