package io.patchbay.server.access;

import io.patchbay.server.db.Db;
import java.util.UUID;

/// An app of a new account, for tests of rooms whose tables refer to one.
public final class TestApp {
    private TestApp() {}

    public static AppId in(Db db) {
        UUID account = UUID.randomUUID();
        UUID app = UUID.randomUUID();
        db.run(tx -> {
            tx.execute(
                    "insert into account (id, email, password, created) values (?, ?, '-', now())",
                    account,
                    account + "@example.org");
            tx.execute(
                    "insert into app (id, account, name, secret, created) values (?, ?, 'test', '\\x00', now())",
                    app,
                    account);
        });
        return new AppId(app);
    }
}
