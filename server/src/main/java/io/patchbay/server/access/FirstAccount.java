package io.patchbay.server.access;

import io.patchbay.connector.Secret;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Makes the account that the operator names in `PATCHBAY_ADMIN_EMAIL` and `PATCHBAY_ADMIN_PASSWORD`, or one with a
/// made-up password if nothing was named and there is none yet.
///
/// The environment wins at every start: a password changed there is the account's password from then on, which is also
/// the way back for who forgot it. Another email makes another account; apps stay with the account that made them.
@Singleton
public final class FirstAccount {
    private static final String PRESET = "admin@localhost";

    private final Accounts accounts;
    private final Optional<String> email;
    private final Optional<String> password;
    private @Nullable MadeUp madeUp;

    FirstAccount(
            Accounts accounts,
            @ConfigProperty(name = "patchbay.admin.email") Optional<String> email,
            @ConfigProperty(name = "patchbay.admin.password") Optional<String> password) {
        this.accounts = accounts;
        this.email = email.filter(given -> !given.isBlank());
        this.password = password.filter(given -> !given.isBlank());
    }

    /// To be shown to the operator, on the console and nowhere else.
    public record MadeUp(String email, Secret password) {}

    void make(@Observes StartupEvent start) {
        String name = email.orElse(PRESET);
        if (password.isPresent()) {
            accounts.ensure(name, password.get());
        } else if (!accounts.any()) {
            Secret secret = new Secret(Opaque.fresh());
            accounts.ensure(name, secret.reveal());
            hold(new MadeUp(name, secret));
        }
    }

    /// The account that was made up at this start. Says so once.
    public synchronized Optional<MadeUp> madeUp() {
        Optional<MadeUp> told = Optional.ofNullable(madeUp);
        madeUp = null;
        return told;
    }

    private synchronized void hold(MadeUp made) {
        madeUp = made;
    }
}
