package io.patchbay.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The service's embedded PostgreSQL, from outside.
///
/// @param folder of its data
public record Database(Path folder) {
    private static final int PORT = 3; // line of postmaster.pid

    /// A statement or several.
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    public int port() {
        return Integer.parseInt(postmaster().get(PORT));
    }

    public String password() {
        return text(folder.resolve("patchbay.password")).strip();
    }

    public long pid() {
        return Long.parseLong(postmaster().getFirst());
    }

    /// A connection of one's own, in autocommit mode.
    public Connection connect() {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "patchbay", password());
        } catch (SQLException e) {
            throw new BenchmarkException("no connection to the service's database", e);
        }
    }

    public <T> T with(Work<T> work) {
        try (Connection connection = connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new BenchmarkException("the database failed: " + e.getMessage(), e);
        }
    }

    /// Each for itself: `vacuum` wants no transaction around it.
    public void execute(String... statements) {
        with(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return statements.length;
        });
    }

    /// The one number that a query finds.
    public long number(String query) {
        return with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// The first column of what a query finds.
    public List<String> texts(String query) {
        return with(connection -> {
            List<String> texts = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    /// `kill -9` of the server and its processes.
    public void kill() {
        ProcessHandle.of(pid()).ifPresent(server -> {
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(server), server.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
        });
    }

    /// Ends it at once, if it runs; what is committed stays.
    void end() {
        Optional<ProcessHandle> server = postmaster().stream()
                .findFirst()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        server.ifPresent(process -> {
            try {
                // its immediate shutdown: it leaves no shared memory behind, as kill -9 would
                new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                Waiting.until("PostgreSQL to end", Duration.ofSeconds(20), () -> !process.isAlive());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private List<String> postmaster() {
        Path file = folder.resolve("postmaster.pid");
        return Files.exists(file) ? text(file).lines().map(String::strip).toList() : List.of();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
