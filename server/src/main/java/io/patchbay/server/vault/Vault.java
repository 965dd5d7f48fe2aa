package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import io.patchbay.server.db.StartupProblem;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.eclipse.microprofile.config.Config;

/// Seals secrets and opens them (AES-256-GCM). Any thread may call; nothing here waits.
///
/// A column that keeps sealed values says so in its migration, see [SealedColumn]; it is sealed anew when the key is
/// rotated.
@Startup
@Singleton
public final class Vault {
    private static final System.Logger LOG = System.getLogger(Vault.class.getName());

    private final KeysetFile file;
    private volatile Keyset keys;

    @Inject
    Vault(Config config, Db db) {
        this(
                Path.of(config.getOptionalValue("patchbay.data", String.class).orElse("data"), "keyset.json"),
                db,
                config.getOptionalValue("patchbay.vault.accept-loss", Boolean.class)
                        .orElse(false));
    }

    Vault(Path path, Db db, boolean acceptLoss) {
        this.file = new KeysetFile(path);
        this.keys = Canary.keyset(file, db, acceptLoss);
    }

    /// For programs without a container, such as the rotation of keys.
    static Vault open(Config config, Db db) {
        return new Vault(config, db);
    }

    /// @param context where the value will lie, such as `instance:<uuid>`; only the same context opens it again
    public byte[] seal(String plain, String context) {
        return keys.seal(plain.getBytes(StandardCharsets.UTF_8), bytes(context));
    }

    /// @throws VaultException if the value was sealed with a lost key, for another place, or was altered
    public String open(byte[] sealed, String context) {
        if (!keys.hasKeyOf(sealed)) {
            readAgain();
        }
        try {
            return new String(keys.open(sealed, bytes(context)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            String reason = keys.hasKeyOf(sealed)
                    ? "it was altered or belongs elsewhere; enter the secret again"
                    : "its key is not in " + file + "; put the right keyset back or enter the secret again";
            throw new VaultException("The sealed value of " + context + " cannot be opened: " + reason + ".", e);
        }
    }

    /// How everything begins that is sealed with the present key.
    byte[] prefix() {
        return Arrays.copyOf(seal("", ""), Keyset.PREFIX);
    }

    /// A rotation by another process may have added a key.
    private void readAgain() {
        try {
            keys = file.read();
        } catch (StartupProblem e) {
            LOG.log(Level.WARNING, e.getMessage());
        }
    }

    /// Seals with a new key from now on.
    void addPrimaryKey() {
        Keyset rotated = file.read().rotated();
        file.replace(rotated);
        keys = rotated;
    }

    private static byte[] bytes(String context) {
        return context.getBytes(StandardCharsets.UTF_8);
    }
}
