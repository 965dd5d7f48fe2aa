package io.patchbay.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServiceTest {
    @TempDir
    Path temporary;

    @BeforeEach
    void data_of_a_former_start() {
        PreparedData.in(temporary);
    }

    @AfterEach
    void leave_no_server_behind() throws IOException {
        survivor().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_database_that_outlived_its_killed_service_is_taken_over_with_every_acknowledged_row() throws Exception {
        long acknowledged = killedAfterSomeRows();
        ProcessHandle survivor = server();
        try (Db db = open(4)) {
            assertThat(server()).isEqualTo(survivor);
            assertThat(rows(db)).isBetween(acknowledged, acknowledged + 1);
        }
        await().until(() -> !survivor.isAlive());
    }

    @Test
    void a_survivor_with_other_settings_is_restarted() throws Exception {
        long acknowledged = killedAfterSomeRows();
        ProcessHandle survivor = server();
        try (Db db = open(5)) {
            assertThat(server()).isNotEqualTo(survivor);
            await().until(() -> !survivor.isAlive());
            assertThat(rows(db)).isBetween(acknowledged, acknowledged + 1);
        }
    }

    @Test
    void a_service_and_a_database_that_were_both_killed_start_again_with_every_acknowledged_row() throws Exception {
        long acknowledged = killedAfterSomeRows();
        server().destroyForcibly();
        try (Db db = open(4)) {
            assertThat(rows(db)).isBetween(acknowledged, acknowledged + 1);
        }
    }

    @Test
    void a_second_service_on_the_folder_is_refused_and_the_first_goes_on() throws Exception {
        try (Db db = open(4);
                ServiceInAnotherProcess second = new ServiceInAnotherProcess(data())) {
            assertThat(second.until("problem").getLast())
                    .contains("in use by another Patchbay (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThatThrownBy(() -> open(4)).isInstanceOf(StartupProblem.class).hasMessageContaining("in use");
            assertThat(db.<Integer>read(handle ->
                            handle.select("select 1").mapTo(Integer.class).one()))
                    .isOne();
        }
    }

    @Test
    void the_database_ends_with_a_terminated_service() throws Exception {
        try (ServiceInAnotherProcess service = new ServiceInAnotherProcess(data())) {
            service.until("ready");
            ProcessHandle server = server();
            assertThat(service.terminate()).isEqualTo(143);
            await().until(() -> !server.isAlive());
        }
    }

    private long killedAfterSomeRows() throws InterruptedException {
        try (ServiceInAnotherProcess service = new ServiceInAnotherProcess(data())) {
            service.until("ready");
            service.until("200");
            return Long.parseLong(service.kill9());
        }
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Db open(int connections) {
        return new Db(TestDb.settings(data(), Optional.empty(), connections));
    }

    private ProcessHandle server() throws IOException {
        return survivor().orElseThrow();
    }

    private Optional<ProcessHandle> survivor() throws IOException {
        return PostmasterFile.of(data().resolve("postgres").toRealPath()).flatMap(PostmasterFile::process);
    }

    private static long rows(Db db) {
        return db.read(handle ->
                handle.select("select count(*) from kept").mapTo(Long.class).one());
    }
}
