package io.patchbay.server.vault;

import com.google.crypto.tink.Aead;
import io.patchbay.server.db.Db;
import io.patchbay.server.db.StartupProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/// A sealed word in the database, opened at every start: a lost or exchanged keyset is noticed before it does harm.
final class Canary {
    private static final byte[] WORD = "canary".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = "vault_canary:true".getBytes(StandardCharsets.UTF_8);

    private Canary() {}

    /// The keyset that belongs to the database. It is made when neither has seen the other before.
    ///
    /// @param acceptLoss the operator knows that the keyset is gone for good, and with it what it sealed
    static Keyset keyset(Path file, Db db, boolean acceptLoss) {
        boolean present = Files.exists(file);
        if (!present && !acceptLoss && sealed(db).isPresent()) {
            throw new StartupProblem("The keyset " + file + " is missing, but the database holds secrets sealed with"
                    + " it: put the file back from a backup, or, if it is lost for good, start once with"
                    + " PATCHBAY_VAULT_ACCEPT_LOSS=true and enter the secrets again.");
        }
        Keyset keyset = present ? Keyset.read(file) : made(file);
        if (acceptLoss) {
            db.run(handle -> handle.execute("delete from vault_canary"));
        }
        set(db, keyset);
        if (!opens(keyset, sealed(db).orElseThrow())) {
            throw new StartupProblem("The keyset " + file + " is not the one that sealed the secrets in the database:"
                    + " put back the right file, or copy it from the service that already uses this database.");
        }
        return keyset;
    }

    private static Keyset made(Path file) {
        Keyset keyset = Keyset.fresh();
        keyset.write(file);
        return keyset;
    }

    private static void set(Db db, Keyset keyset) {
        try {
            byte[] sealed = keyset.aead().encrypt(WORD, CONTEXT);
            db.run(handle -> handle.execute(
                    "insert into vault_canary (sealed) values (?) on conflict do nothing", (Object) sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<byte[]> sealed(Db db) {
        return db.read(handle -> handle.createQuery("select sealed from vault_canary")
                .mapTo(byte[].class)
                .findOne());
    }

    private static boolean opens(Keyset keyset, byte[] sealed) {
        Aead aead = keyset.aead();
        try {
            return Arrays.equals(WORD, aead.decrypt(sealed, CONTEXT));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
