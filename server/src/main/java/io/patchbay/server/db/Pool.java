package io.patchbay.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.connector.Secret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.postgresql.ds.PGSimpleDataSource;

/// HikariCP over the driver: a checked, migrated database behind a fixed number of connections. HikariCP rather
/// than Agroal because it stands alone, without a transaction manager, and has run on virtual threads for
/// years.
final class Pool {
    private static final int OLDEST = 15;
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// A process that is frozen in the middle of a transaction must not hold its locks for ever: another node waits for
    /// them to take its slices.
    private static final String FROZEN = "set idle_in_transaction_session_timeout = '20s'";

    private Pool() {}

    static HikariDataSource open(PostgresAddress address, int connections) {
        PGSimpleDataSource source = source(address);
        requireVersion(source);
        migrate(source);
        HikariConfig config = new HikariConfig();
        config.setPoolName("patchbay");
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(10_000);
        config.setKeepaliveTime(120_000);
        config.setConnectionInitSql(FROZEN);
        return new HikariDataSource(config);
    }

    static Jdbi jdbi(HikariDataSource pool) {
        return Jdbi.create(pool)
                // what is bound may be a customer's, and the message of an exception goes to the log
                .configure(StatementExceptions.class, messages -> messages.setMessageRendering(MessageRendering.NONE))
                .registerArrayType(UUID.class, "uuid")
                .registerArrayType(String.class, "text")
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(Integer.class, "int")
                .registerArrayType(Double.class, "float8")
                .registerArrayType(Boolean.class, "boolean");
    }

    private static PGSimpleDataSource source(PostgresAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(address.url().reveal());
        } catch (IllegalArgumentException e) {
            throw new StartupProblem("PATCHBAY_DATABASE_URL is not an address that the PostgreSQL driver understands.");
        }
        address.user().ifPresent(source::setUser);
        address.password().map(Secret::reveal).ifPresent(source::setPassword);
        source.setApplicationName("patchbay");
        source.setReWriteBatchedInserts(true);
        source.setTcpKeepAlive(true);
        source.setLogServerErrorDetail(false); // the detail repeats values of the row
        return source;
    }

    /// A database that is starting, too, is given some time: whole machines boot at once.
    private static void requireVersion(PGSimpleDataSource source) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("show server_version_num")) {
                row.next();
                requireNotOlder(row.getInt(1) / 10_000);
                return;
            } catch (SQLException e) {
                boolean passing = "08001".equals(e.getSQLState()) || "57P03".equals(e.getSQLState());
                if (!passing || System.nanoTime() > deadline) {
                    throw new StartupProblem(
                            "The database does not accept the connection (" + e.getMessage()
                                    + "): check PATCHBAY_DATABASE_URL, _USER and _PASSWORD.",
                            e);
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    static void requireNotOlder(int major) {
        if (major < OLDEST) {
            throw new StartupProblem("The database is PostgreSQL " + major + ", but Patchbay needs " + OLDEST
                    + " or newer: upgrade it or point PATCHBAY_DATABASE_URL to another.");
        }
    }

    /// Every room numbers its own migrations in its own range, so a new one of a low range may come late.
    private static void migrate(PGSimpleDataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartupProblem("The database could not be migrated: " + e, e);
        }
    }
}
