package io.patchbay.server.access;

import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Tokens that a developer makes for an app by hand, to try things out, and those that the app has got itself.
@Singleton
public final class AppTokens {
    private static final int MOST_LISTED = 50;

    private final Apps apps;
    private final Tokens tokens;
    private final TokenStore store;
    private final InstantSource clock;

    AppTokens(Apps apps, Tokens tokens, TokenStore store, InstantSource clock) {
        this.apps = apps;
        this.tokens = tokens;
        this.store = store;
        this.clock = clock;
    }

    /// A token that is good now.
    ///
    /// @param id names it without being it
    public record Listed(String id, List<String> scopes, Instant expires) {}

    /// @param text the token, for its developer only, who is shown it once
    public record Made(String text, Instant expires) {
        @Override
        public String toString() {
            return "Made until " + expires;
        }
    }

    /// @throws ApiException 404 if the account has no such app, 400 if a scope is not one for apps
    public Made make(UUID account, UUID app, Set<Scope> scopes, Duration lifetime) {
        AppId id = apps.get(account, app).id();
        if (scopes.isEmpty() || scopes.contains(Scope.CORE)) {
            throw ApiException.badRequest("Choose at least one scope that is for apps.");
        }
        Tokens.Issued issued = tokens.issue(new Holder.OfApp(id), scopes, lifetime);
        return new Made(issued.text(), issued.token().expires());
    }

    /// The fifty that last longest.
    ///
    /// @throws ApiException 404 if the account has no such app
    public List<Listed> list(UUID account, UUID app) {
        return store.list(apps.get(account, app).id(), clock.instant(), MOST_LISTED).stream()
                .map(row -> new Listed(row.id(), Arrays.asList(row.scopes().split(" ", -1)), row.expires()))
                .toList();
    }

    /// @param id as listed
    /// @throws ApiException 404 if the account has no such app, or the app no such token
    public void revoke(UUID account, UUID app, String id) {
        if (!store.deleteOf(apps.get(account, app).id(), id)) {
            throw ApiException.notFound("token");
        }
        tokens.forget();
    }
}
