package io.patchbay.server.action;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.AppId;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.AddressGuard;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the requests for things that an app made are sent, and the keys that sign them.
@Singleton
final class Callbacks {
    private final CallbackStore store;
    private final Vault vault;
    private final AddressGuard guard;

    Callbacks(CallbackStore store, Vault vault, AddressGuard guard) {
        this.store = store;
        this.vault = vault;
        this.guard = guard;
    }

    /// @param url of the app; it may carry a secret
    record Callback(String url, SigningKey key) {}

    /// @return the public key of the app's pair
    /// @throws ApiException 400 if the URL may not be called
    byte[] register(AppId app, @Nullable String url) {
        if (url == null) {
            throw wrong("is missing");
        }
        guard.refusal(url).ifPresent(why -> {
            throw wrong(why);
        });
        SigningKey.Pair pair = SigningKey.fresh();
        CallbackStore.Row sealed =
                new CallbackStore.Row(vault.seal(url, urlOf(app)), vault.seal(pair.privateKey(), keyOf(app)));
        return store.register(app, sealed, pair.publicKey());
    }

    boolean isRegistered(AppId app) {
        return store.find(app).isPresent();
    }

    Optional<Callback> of(AppId app) {
        return store.find(app)
                .map(row -> new Callback(
                        vault.open(row.url(), urlOf(app)), SigningKey.of(vault.open(row.privateKey(), keyOf(app)))));
    }

    private static ApiException wrong(String why) {
        return ApiException.invalid(List.of(new Problem("CallbackUrl", why)));
    }

    private static String urlOf(AppId app) {
        return "action-callback-url:" + app;
    }

    private static String keyOf(AppId app) {
        return "action-callback-key:" + app;
    }
}
