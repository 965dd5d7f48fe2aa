package io.patchbay.server.action;

import io.patchbay.server.access.AppId;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The unguessable addresses at which others ask for actions. Whoever knows one may ask: it is 256 random
/// bits.
@Singleton
final class Doors {
    private final DoorStore store;
    private final Vault vault;
    private final SecureRandom random = new SecureRandom();

    Doors(DoorStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /// The token of the app's door; always the same.
    String of(AppId app) {
        if (store.find(app).isEmpty()) {
            byte[] bits = new byte[32];
            random.nextBytes(bits);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
            store.insert(app, hash(token), vault.seal(token, context(app)));
        }
        // another request may have been first
        return vault.open(store.find(app).orElseThrow(), context(app));
    }

    /// Whose door it is.
    ///
    /// @throws ApiException 404
    AppId behind(String token) {
        return store.appAcrossApps(hash(token)).orElseThrow(() -> ApiException.notFound("callback URL"));
    }

    private static String context(AppId app) {
        return "action-door:" + app;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
