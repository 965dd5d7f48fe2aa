package io.patchbay.server.access;

import io.quarkus.arc.Arc;

/// An account besides the one that a service under test begins with.
public final class TestAccount {
    private TestAccount() {}

    public static void make(String email, String password) {
        Arc.container().instance(Accounts.class).get().ensure(email, password);
    }
}
