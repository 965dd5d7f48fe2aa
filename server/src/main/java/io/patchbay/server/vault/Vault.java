package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.eclipse.microprofile.config.Config;

/// Seals secrets and opens them (AES-256-GCM). Any thread may call; nothing here waits.
@Startup
@Singleton
public final class Vault {
    private final Path file;
    private volatile Keyset keys;

    @Inject
    Vault(Config config, Db db) {
        this(
                Path.of(config.getOptionalValue("patchbay.data", String.class).orElse("data"), "keyset.json")
                        .toAbsolutePath(),
                db,
                config.getOptionalValue("patchbay.vault.accept-loss", Boolean.class)
                        .orElse(false));
    }

    Vault(Path file, Db db, boolean acceptLoss) {
        this.file = file;
        this.keys = Canary.keyset(file, db, acceptLoss);
    }

    /// @param context where the value will lie, such as `instance:<uuid>`; only the same context opens it again
    public byte[] seal(String plain, String context) {
        try {
            return keys.aead().encrypt(plain.getBytes(StandardCharsets.UTF_8), bytes(context));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws VaultException if the value was sealed with a lost key, for another place, or was altered
    public String open(byte[] sealed, String context) {
        return open(keys, sealed, context);
    }

    private String open(Keyset keyset, byte[] sealed, String context) {
        try {
            return new String(keyset.aead().decrypt(sealed, bytes(context)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new VaultException(
                    "A secret of " + context + " cannot be opened with " + file
                            + ": put back the keyset that sealed it, or enter the secret again.",
                    e);
        }
    }

    private static byte[] bytes(String context) {
        return context.getBytes(StandardCharsets.UTF_8);
    }
}
