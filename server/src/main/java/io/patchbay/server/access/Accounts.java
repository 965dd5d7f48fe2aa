package io.patchbay.server.access;

import io.patchbay.server.access.AccountStore.Account;
import io.patchbay.server.access.Throttle.Attempt;
import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Developers and how they log in.
@Singleton
final class Accounts {
    private final AccountStore store;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Duration lifetime;

    Accounts(
            AccountStore store,
            Passwords passwords,
            Throttle throttle,
            Tokens tokens,
            InstantSource clock,
            @ConfigProperty(name = "patchbay.login-lifetime") Duration lifetime) {
        this.store = store;
        this.passwords = passwords;
        this.throttle = throttle;
        this.tokens = tokens;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    record LoggedIn(String token, Account account) {}

    /// @throws ApiException 401 if email and password do not fit, 429 after too many of those
    LoggedIn login(String email, String password, String address) {
        String known = normal(email);
        Attempt attempt = new Attempt("login", known, address);
        slow(attempt);
        Optional<Account> account = store.find(known);
        if (!passwords.matches(password, account.map(Account::password), () -> slow(attempt))) {
            throttle.failed(attempt);
            throw ApiException.unauthorized("Email or password is wrong.");
        }
        throttle.succeeded(attempt);
        Account found = account.orElseThrow();
        String token = tokens.issue(new Holder.OfAccount(found.id()), Set.of(Scope.CORE), lifetime)
                .text();
        return new LoggedIn(token, found);
    }

    boolean any() {
        return store.any();
    }

    /// Sees to it that there is such an account with this password. A new password ends the account's logins.
    void ensure(String email, String password) {
        String known = normal(email);
        // hashing costs more than the rest of a start's queries together
        if (store.find(known).isEmpty()
                && store.insert(UUID.randomUUID(), known, passwords.hash(password), clock.instant())) {
            return;
        }
        Account account = store.find(known).orElseThrow();
        if (!passwords.matches(password, Optional.of(account.password()), () -> {})) {
            store.setPassword(account.id(), passwords.hash(password));
            tokens.revokeAll(new Holder.OfAccount(account.id()));
        }
    }

    private void slow(Attempt attempt) {
        throttle.wait(attempt).ifPresent(wait -> {
            throw ApiException.tooManyRequests("Too many wrong logins: try again later.", wait);
        });
    }

    private static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
