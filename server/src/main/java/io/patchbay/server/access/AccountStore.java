package io.patchbay.server.access;

import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/// Developers' accounts by their email.
@Singleton
final class AccountStore {
    private final Db db;

    AccountStore(Db db) {
        this.db = db;
    }

    /// @param number   the id that old clients of the platform know
    /// @param password its hash
    record Account(UUID id, long number, String password) {}

    Optional<Account> find(String email) {
        return db.read(handle -> handle.createQuery("select id, number, password from account where email = :email")
                .bind("email", email)
                .map(ConstructorMapper.of(Account.class))
                .findOne());
    }

    Optional<String> email(UUID id) {
        return db.read(handle -> handle.createQuery("select email from account where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
    }

    boolean any() {
        return db.read(handle -> handle.createQuery("select exists (select from account)")
                .mapTo(boolean.class)
                .one());
    }

    /// @return false if another node was first
    boolean insert(UUID id, String email, String passwordHash, Instant now) {
        return db.write(handle -> handle.execute("""
                        insert into account (id, email, password, created) values (?, ?, ?, ?)
                        on conflict (email) do nothing
                        """, id, email, passwordHash, now) == 1);
    }

    void setPassword(UUID id, String passwordHash) {
        db.run(handle -> handle.execute("update account set password = ? where id = ?", passwordHash, id));
    }
}
