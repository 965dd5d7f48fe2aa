package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A vault for tests of other rooms, with a keyset of its own.
public final class TestVault {
    private TestVault() {}

    public static Vault over(Db db) {
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "keyset-");
            return new Vault(folder.resolve("keyset.json"), db, false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
