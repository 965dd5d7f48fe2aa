package io.patchbay.server.db;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.config.Config;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The only door to PostgreSQL. Making one starts the embedded server or checks the external one, migrates it
/// and opens the pool; whoever holds a `Db` may query at once.
///
/// Any thread may call, virtual ones too; a call blocks until it has a connection (10 s at most) and its work
/// is done. A call inside the work of another takes a second connection and does not see the first one's
/// writes: do not nest. Failures of SQL come as Jdbi's `JdbiException`.
@Startup
@Singleton
public final class Db implements AutoCloseable {
    private final @Nullable EmbeddedServer server;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    @Inject
    Db(Config config) {
        this(DbSettings.from(config));
    }

    /// For programs without a container, such as the rotation of keys.
    ///
    /// @throws StartupProblem if the database cannot be used
    public static Db open(Config config) {
        return new Db(config);
    }

    Db(DbSettings settings) {
        server = settings.external().isPresent() ? null : EmbeddedServer.start(settings);
        try {
            PostgresAddress address = server == null ? settings.external().orElseThrow() : server.address();
            pool = Pool.open(address, settings.connections());
        } catch (IOException | RuntimeException e) {
            if (server != null) {
                server.close();
            }
            throw StartupProblem.behind(e)
                    .orElseGet(() -> new StartupProblem("The database cannot be used: " + e.getMessage(), e));
        }
        jdbi = Pool.jdbi(pool);
    }

    /// One work, one result.
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T with(Handle handle);
    }

    /// One work without a result.
    @FunctionalInterface
    public interface Task {
        void with(Handle handle);
    }

    /// Works on one connection, each statement for itself.
    public <T extends @Nullable Object> T read(Work<T> work) {
        return jdbi.withHandle(work::with);
    }

    /// Works in one transaction, which is on the disk when this returns. Any exception rolls it back and is
    /// thrown on.
    public <T extends @Nullable Object> T write(Work<T> work) {
        return jdbi.inTransaction(work::with);
    }

    /// As [#write], without a result.
    public void run(Task task) {
        jdbi.useTransaction(task::with);
    }

    /// How much of the pool is in use now.
    ///
    /// @param busy    connections that somebody works on
    /// @param waiting threads that wait for one
    /// @param most    connections
    public record Load(int busy, int waiting, int most) {}

    public Load load() {
        HikariPoolMXBean seen = pool.getHikariPoolMXBean();
        return new Load(seen.getActiveConnections(), seen.getThreadsAwaitingConnection(), pool.getMaximumPoolSize());
    }

    /// Ends the pool, then the embedded server.
    @Override
    @PreDestroy
    public void close() {
        pool.close();
        if (server != null) {
            server.close();
        }
    }
}
