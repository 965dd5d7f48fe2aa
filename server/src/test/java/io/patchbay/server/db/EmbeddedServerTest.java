package io.patchbay.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    @TempDir
    Path temporary;

    @Test
    void is_durable_and_listens_on_loopback_only() throws IOException {
        try (Db db = open()) {
            assertThat(setting(db, "server_version_num")).startsWith("18");
            assertThat(setting(db, "fsync")).isEqualTo("on");
            assertThat(setting(db, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(db, "full_page_writes")).isEqualTo("on");
            assertThat(setting(db, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(db, "unix_socket_directories")).isEmpty();
            assertThat(mode(data())).isEqualTo("rwx------");
            assertThat(mode(data().resolve("postgres"))).isEqualTo("rwx------");
            assertThat(mode(data().resolve("postgres/patchbay.password"))).isEqualTo("rw-------");
        }
    }

    @Test
    void lets_nobody_in_without_the_password() throws IOException {
        PreparedData.in(temporary);
        try (Db db = open()) {
            String url = "jdbc:postgresql://127.0.0.1:" + setting(db, "port") + "/postgres";
            assertThatThrownBy(() -> DriverManager.getConnection(url, "patchbay", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void stops_with_the_service_and_has_the_data_at_the_next_start() throws IOException {
        PreparedData.in(temporary);
        ProcessHandle server;
        try (Db db = open()) {
            server = server();
            db.run(handle -> handle.execute("create table kept as select 42 as number"));
        }
        await().until(() -> !server.isAlive());
        try (Db db = open()) {
            assertThat(count(db, "select number from kept")).isEqualTo(42);
        }
    }

    @Test
    void is_started_again_when_it_dies_and_the_pool_recovers() throws IOException {
        PreparedData.in(temporary);
        try (Db db = open()) {
            ProcessHandle first = server();
            db.run(handle -> handle.execute("create table kept as select 42 as number"));
            first.destroyForcibly();
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(JdbiException.class)
                    .until(() -> {
                        return present().filter(now -> !now.equals(first)).isPresent()
                                && count(db, "select number from kept") == 42;
                    });
        }
    }

    @Test
    void a_first_start_that_was_cut_short_is_done_again() throws IOException {
        Files.createDirectories(data().resolve("postgres.new/base"));
        Files.writeString(data().resolve("postgres.new/PG_VERSION"), "18\n");
        Files.writeString(data().resolve("password.new"), "half");
        try (Db db = open()) {
            assertThat(count(db, "select 42")).isEqualTo(42);
        }
        assertThat(data().resolve("postgres.new")).doesNotExist();
        assertThat(data().resolve("password.new")).doesNotExist();
    }

    @Test
    void a_stale_pid_file_that_names_a_living_stranger_does_not_stop_the_start() throws IOException {
        PreparedData.in(temporary);
        Path file = data().resolve("postgres/postmaster.pid");
        List<String> lines;
        try (Db db = open()) {
            assertThat(count(db, "select 42")).isEqualTo(42);
            lines = Files.readAllLines(file);
        }
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            lines.set(0, Long.toString(stranger.pid()));
            Files.write(file, lines);
            try (Db db = open()) {
                assertThat(count(db, "select 42")).isEqualTo(42);
                assertThat(stranger.isAlive()).isTrue();
            }
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void data_of_another_version_is_refused_and_left_untouched() throws IOException {
        Files.createDirectories(data().resolve("postgres"));
        Files.writeString(data().resolve("postgres/PG_VERSION"), "17\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("PostgreSQL 18")
                .hasMessageContaining("pg_dump");
        assertThat(files(data())).containsExactlyInAnyOrder("", "postgres", "postgres/PG_VERSION");
    }

    @Test
    void a_folder_with_other_files_is_refused_and_left_untouched() throws IOException {
        Files.createDirectories(data().resolve("postgres"));
        Files.writeString(data().resolve("postgres/diary.txt"), "dear diary");
        assertThatThrownBy(this::open).isInstanceOf(StartupProblem.class).hasMessageContaining("not PostgreSQL's");
        assertThat(files(data())).containsExactlyInAnyOrder("", "postgres", "postgres/diary.txt");
    }

    @Test
    void root_can_also_run_it_as_another_account() throws Exception {
        if (!Privileges.areRoots()) {
            assertThatThrownBy(Privileges::otherAccount).isInstanceOf(StartupProblem.class);
            return;
        }
        Path open = Files.createTempDirectory(
                Path.of("/tmp"),
                "patchbay-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        try {
            DbSettings settings = TestDb.settings(PreparedData.in(open), Optional.empty(), 4);
            try (EmbeddedServer server =
                    EmbeddedServer.start(DataFolder.claim(settings.data()), settings, Privileges.otherAccount())) {
                assertThat(server.process().info().user()).isNotEqualTo(Optional.of("root"));
                assertThat(mode(settings.data())).isEqualTo("rwx--x--x");
            }
            try (Db db = new Db(settings)) {
                assertThat(count(db, "select 42")).isEqualTo(42);
            }
        } finally {
            Trees.delete(open);
        }
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Db open() {
        return new Db(TestDb.settings(data(), Optional.empty(), 4));
    }

    private ProcessHandle server() throws IOException {
        return present().orElseThrow();
    }

    private Optional<ProcessHandle> present() throws IOException {
        return PostmasterFile.of(data().resolve("postgres").toRealPath()).flatMap(PostmasterFile::process);
    }

    private static String setting(Db db, String name) {
        return db.read(handle -> handle.select("select current_setting(?)", name)
                .mapTo(String.class)
                .one());
    }

    private static long count(Db db, String query) {
        return db.read(handle -> handle.select(query).mapTo(Long.class).one());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString()).toList();
        }
    }
}
