package io.patchbay.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The packaged service takes what the loader wrote for its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoaderTest {
    private static final int CLIENTS = 40;

    private final Lab lab = new Lab(Path.of("..").toAbsolutePath().normalize(), true, false);
    private Api api;
    private Vendor vendor;
    private Service service;

    @BeforeAll
    void load() {
        vendor = new Vendor(lab);
        service = new Service(lab).polling(Duration.ofMillis(500), vendor.port());
        service.start();
        api = new Api(service);
        new Loader(lab, service).load(api, CLIENTS, 0);
        service.kill();
        vendor.changing(0);
        service.start();
        Waiting.until(
                "two polls of each",
                Duration.ofMinutes(1),
                () -> service.metrics().sum("patchbay_polls_seconds_count") >= 2 * CLIENTS);
    }

    @AfterAll
    void end() {
        lab.close();
    }

    @Test
    void every_client_works_and_asks_for_its_own_station() {
        assertThat(service.metrics().values())
                .containsEntry("patchbay_clients{status=\"started\"}", (double) CLIENTS)
                .containsEntry("patchbay_clients{status=\"error\"}", 0.0);
        assertThat(service.database().number("select count(*) from client where status = 'STARTED'"))
                .isEqualTo(CLIENTS);
        assertThat(vendor.stations()).isEqualTo(CLIENTS);
    }

    @Test
    void a_poll_that_finds_what_was_loaded_changes_nothing() {
        assertThat(service.database().number("select count(*) from change_log where kind = 1"))
                .as("the values of the one client that was made through the API")
                .isEqualTo(5);
        assertThat(service.database().number("select count(*) from thing")).isEqualTo(CLIENTS);
        assertThat(service.database().number("select count(distinct series) from property"))
                .isEqualTo(5L * CLIENTS);
    }

    @Test
    void the_things_belong_to_their_subjects_and_clients() {
        List<String> rows = service.database().texts("select id || ' ' || client_id from thing where subject = 's7'");
        assertThat(rows).hasSize(1);
        String[] ids = rows.getFirst().split(" ", 2);
        JsonNode client = api.get("/connectors/clients/" + ids[1], "s7");
        assertThat(client.at("/mappings/0/thing_id").asText()).isEqualTo(ids[0]);
        JsonNode temperature = api.get("/things/" + ids[0] + "/components/weather/properties/temperature", "s7");
        assertThat(temperature.path("value").asText()).isNotEmpty();
    }
}
