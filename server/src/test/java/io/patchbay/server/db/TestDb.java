package io.patchbay.server.db;

import io.patchbay.connector.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/// A migrated database of its own for a test class: `static final TestDb DATABASE = TestDb.fresh()`. All share one
/// embedded server per JVM, or the external one of PATCHBAY_TEST_DATABASE_URL, whose account must be allowed to create
/// databases. Databases go when they are closed, or with the server's next start.
public final class TestDb implements AutoCloseable {
    private final PostgresAddress address;
    private final String name;
    private final Db db;

    private TestDb(PostgresAddress address, String name) {
        this.address = address;
        this.name = name;
        this.db = new Db(settings(Path.of("target"), Optional.of(address), 8));
    }

    public static TestDb fresh() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        PostgresAddress server = Server.ADDRESS;
        administer(server, "create database " + name);
        return new TestDb(in(server, name), name);
    }

    /// One that was made by an older version of the service, with these rows in it, and is opened by this one.
    ///
    /// @param version of the last migration that the older one knew
    public static TestDb upgraded(String version, String... rows) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        PostgresAddress server = Server.ADDRESS;
        administer(server, "create database " + name);
        PostgresAddress address = in(server, name);
        Flyway.configure()
                .dataSource(source(address))
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
        administer(address, rows);
        return new TestDb(address, name);
    }

    public Db db() {
        return db;
    }

    /// For tests that start a whole service: `patchbay.database.url`, with user and password in it.
    public String url() {
        String jdbc = address.url().reveal();
        return jdbc
                + (jdbc.contains("?") ? "&" : "?")
                + address.user().map(user -> "user=" + user).orElse("")
                + address.password()
                        .map(password -> "&password=" + password.reveal())
                        .orElse("");
    }

    @Override
    public void close() {
        db.close();
        administer(Server.ADDRESS, "drop database if exists " + name + " with (force)");
    }

    static DbSettings settings(Path data, Optional<PostgresAddress> external, int connections) {
        Path cache = Privileges.areRoots()
                ? Path.of("/var/cache/patchbay")
                : Path.of(System.getProperty("user.home"), ".cache", "patchbay");
        return new DbSettings(data, cache, external, connections);
    }

    private static PostgresAddress in(PostgresAddress server, String name) {
        String url = server.url().reveal().replaceFirst("^(jdbc:postgresql://[^/?]*)(/[^?]*)?", "$1/" + name);
        return new PostgresAddress(new Secret(url), server.user(), server.password());
    }

    private static void administer(PostgresAddress server, String... statements) {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Not by `DriverManager`, which knows only the drivers of the class loader that asked first: tests of a whole
    /// service have one of their own.
    private static Connection connect(PostgresAddress server) throws SQLException {
        return source(server).getConnection();
    }

    private static PGSimpleDataSource source(PostgresAddress server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url().reveal());
        server.user().ifPresent(source::setUser);
        server.password().map(Secret::reveal).ifPresent(source::setPassword);
        return source;
    }

    /// The one server of this JVM.
    private static final class Server {
        static final PostgresAddress ADDRESS = start();

        private static PostgresAddress start() {
            String external = System.getenv("PATCHBAY_TEST_DATABASE_URL");
            if (external != null && !external.isBlank()) {
                return PostgresAddress.parse(external, Optional.empty(), Optional.empty());
            }
            try {
                EmbeddedServer server = inFirstFreeFolder();
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                dropLeftovers(server.address());
                return server.address();
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Another run of tests may be under way; a folder whose run was killed is used again.
        private static EmbeddedServer inFirstFreeFolder() throws IOException {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            for (int i = 0; ; i++) {
                try {
                    return EmbeddedServer.start(settings(target.resolve("test-data-" + i), Optional.empty(), 200));
                } catch (StartupProblem e) {
                    if (i == 9 || !String.valueOf(e.getMessage()).contains("in use")) {
                        throw e;
                    }
                }
            }
        }

        private static void dropLeftovers(PostgresAddress server) throws SQLException {
            List<String> names = new ArrayList<>();
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select datname from pg_database where datname like 'test\\_%'")) {
                while (rows.next()) {
                    names.add("drop database " + rows.getString(1) + " with (force)");
                }
            }
            administer(server, names.toArray(String[]::new));
        }
    }
}
