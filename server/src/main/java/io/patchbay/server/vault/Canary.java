package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import io.patchbay.server.db.StartupProblem;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/// A sealed word in the database, opened at every start: a lost or exchanged keyset is noticed before it does harm.
final class Canary {
    private static final System.Logger LOG = System.getLogger(Canary.class.getName());
    private static final byte[] WORD = "canary".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = "vault:canary".getBytes(StandardCharsets.UTF_8);

    private Canary() {}

    /// The keyset that belongs to the database. It is made when neither has seen the other before.
    ///
    /// @param acceptLoss the operator knows that the keyset is gone for good, and with it what it sealed
    static Keyset keyset(KeysetFile file, Db db, boolean acceptLoss) {
        boolean present = file.exists();
        Optional<byte[]> sealed = sealed(db);
        if (!present && sealed.isPresent() && !acceptLoss) {
            throw new StartupProblem("The keyset " + file + " is missing, but the database holds secrets sealed with"
                    + " it: put the file back from a backup, or, if it is lost for good, start once with"
                    + " PATCHBAY_VAULT_ACCEPT_LOSS=true and enter the secrets again.");
        }
        Keyset keyset = present ? file.read() : file.make();
        if (sealed.isEmpty()) {
            set(db, keyset);
        } else if (acceptLoss && !opens(keyset, sealed.get())) {
            LOG.log(Level.WARNING, "What was sealed with a lost keyset is given up; new secrets use " + file);
            db.run(handle -> handle.execute("delete from vault_canary"));
            set(db, keyset);
        }
        if (!opens(keyset, sealed(db).orElseThrow())) {
            throw new StartupProblem("The keyset " + file + " is not the one that sealed the secrets in the database:"
                    + " put back the right file, or copy it from the service that already uses this database.");
        }
        return keyset;
    }

    private static void set(Db db, Keyset keyset) {
        byte[] sealed = keyset.seal(WORD, CONTEXT);
        db.run(handle -> handle.execute(
                "insert into vault_canary values ('canary', ?) on conflict do nothing", (Object) sealed));
    }

    private static Optional<byte[]> sealed(Db db) {
        return db.read(handle -> handle.createQuery("select sealed from vault_canary")
                .mapTo(byte[].class)
                .findOne());
    }

    private static boolean opens(Keyset keyset, byte[] sealed) {
        try {
            return Arrays.equals(WORD, keyset.open(sealed, CONTEXT));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
