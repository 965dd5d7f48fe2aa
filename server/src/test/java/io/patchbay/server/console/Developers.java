package io.patchbay.server.console;

import io.patchbay.server.access.TestAccount;
import java.util.UUID;

/// Developers other than the one everybody knows.
final class Developers {
    private Developers() {}

    /// A new account's browser.
    static Browser another() {
        String email = UUID.randomUUID() + "@example.org";
        TestAccount.make(email, "a password of its own");
        return Browser.signedIn(email, "a password of its own");
    }
}
