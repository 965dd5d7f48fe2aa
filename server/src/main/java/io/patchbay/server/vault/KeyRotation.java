package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import java.util.List;
import java.util.Optional;

/// Gives the vault a new primary key and seals with it whatever the database holds sealed. The former keys stay in the
/// keyset, so backups of the database stay readable. Cut short, it is simply done again.
public final class KeyRotation {
    private final Db db;
    private final Vault vault;

    public KeyRotation(Db db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    /// What a rotation did.
    ///
    /// @param sealed values that the new key holds now
    /// @param unreadable values that no key opens; they are left as they are
    public record Outcome(long sealed, long unreadable) {}

    public Outcome rotate() {
        List<SealedColumn> columns = SealedColumn.all(db);
        vault.addPrimaryKey();
        long sealed = 0;
        long[] unreadable = {0};
        for (SealedColumn column : columns) {
            sealed += column.replace(db, vault.prefix(), (value, context) -> {
                try {
                    return Optional.of(vault.seal(vault.open(value, context), context));
                } catch (VaultException e) {
                    unreadable[0]++;
                    return Optional.empty();
                }
            });
        }
        return new Outcome(sealed, unreadable[0]);
    }
}
