package io.patchbay.server.access;

import io.patchbay.server.access.OAuthForm.Claim;
import io.patchbay.server.access.Throttle.Attempt;
import io.patchbay.server.access.Token.Holder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Gives tokens to apps that prove themselves, and takes them back.
@Singleton
final class Grants {
    /// What a token allows if its app did not say: to look.
    static final Scope PRESET = Scope.THINGS_READ;

    private final Apps apps;
    private final Tokens tokens;
    private final Throttle throttle;
    private final Duration lifetime;

    Grants(
            Apps apps,
            Tokens tokens,
            Throttle throttle,
            @ConfigProperty(name = "patchbay.token-lifetime") Duration lifetime) {
        this.apps = apps;
        this.tokens = tokens;
        this.throttle = throttle;
        this.lifetime = lifetime;
    }

    /// @throws OAuthError invalid_client, or 429 after too many of those
    AppId authenticate(Claim claim, String address) {
        Attempt attempt = new Attempt("client", claim.clientId(), address);
        throttle.wait(attempt).ifPresent(wait -> {
            throw OAuthError.slowDown(wait);
        });
        Optional<AppId> app = id(claim.clientId()).filter(known -> apps.proves(known, claim.secret()));
        if (app.isEmpty()) {
            throttle.failed(attempt);
            throw OAuthError.invalidClient();
        }
        throttle.succeeded(attempt);
        return app.get();
    }

    /// @param scope as the request says it
    Tokens.Issued issue(AppId app, Optional<String> scope) {
        return tokens.issue(new Holder.OfApp(app), scope.map(Grants::scopes).orElse(Set.of(PRESET)), lifetime);
    }

    /// @throws OAuthError if the token is another client's (RFC 7009, section 2.1)
    void revoke(AppId app, String token) {
        Optional<Token> known = tokens.find(token);
        if (known.isPresent() && !known.get().holder().equals(new Holder.OfApp(app))) {
            throw OAuthError.invalidGrant("The token was not issued to this client.");
        }
        known.ifPresent(_ -> tokens.revoke(token));
    }

    private static Set<Scope> scopes(String asked) {
        Set<Scope> scopes = new LinkedHashSet<>();
        Arrays.stream(asked.split(" "))
                .filter(wire -> !wire.isEmpty())
                .map(wire -> Scope.of(wire)
                        .filter(scope -> scope != Scope.CORE)
                        .orElseThrow(() -> OAuthError.invalidScope("A scope is unknown or not for apps.")))
                .forEach(scopes::add);
        if (scopes.isEmpty()) {
            throw OAuthError.invalidScope("The scope is empty.");
        }
        return scopes;
    }

    private static Optional<AppId> id(String clientId) {
        try {
            return Optional.of(new AppId(UUID.fromString(clientId)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
