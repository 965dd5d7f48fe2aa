package io.patchbay.server.vault;

import io.patchbay.server.db.Db;
import io.patchbay.server.db.StartupProblem;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/// The command `./patchbay rotate-key`: a program of its own, which takes the same settings as the service.
public final class RotateKeyMain {
    private RotateKeyMain() {}

    public static void main(String[] arguments) {
        Config config = ConfigProvider.getConfig();
        try (Db db = Db.open(config)) {
            KeyRotation.Outcome outcome = new KeyRotation(db, Vault.open(config, db)).rotate();
            System.out.println("A new key seals from now on, and " + outcome.sealed() + " values were sealed anew. "
                    + "Make a backup of the keyset; where more than one service uses the database, copy it to each.");
            if (outcome.unreadable() > 0) {
                System.out.println(outcome.unreadable() + " values cannot be opened with any key of the keyset and"
                        + " were left as they are.");
            }
        } catch (StartupProblem e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
