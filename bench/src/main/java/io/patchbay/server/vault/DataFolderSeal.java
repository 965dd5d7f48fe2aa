package io.patchbay.server.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// Seals and opens what a service with this data folder seals and opens, without the service. In the vault's package
/// because a loader must write exactly what the vault would.
public final class DataFolderSeal {
    private final Keyset keys;

    /// @param data the service's `PATCHBAY_DATA`, in which it has made its keyset
    public DataFolderSeal(Path data) {
        keys = new KeysetFile(data.resolve("keyset.json")).read();
    }

    /// @param context as in the column's comment, such as `client:<id>`
    public byte[] seal(String plain, String context) {
        return keys.seal(plain.getBytes(StandardCharsets.UTF_8), context.getBytes(StandardCharsets.UTF_8));
    }

    public String open(byte[] sealed, String context) {
        try {
            return new String(keys.open(sealed, context.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not sealed with this keyset for " + context, e);
        }
    }
}
