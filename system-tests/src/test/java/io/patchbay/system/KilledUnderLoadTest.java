package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.simulators.OpenWeatherMapSimulator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledUnderLoadTest {
    private static final int CLIENTS = 20;
    private static final int WRITERS = 8;
    private static final long ENOUGH_WRITES = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Its models are calculated anew every second, so that polls write too.
    private final OpenWeatherMapSimulator vendor =
            new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofSeconds(1));

    private final Service service = new Service().with(Api.WEATHER, vendor);
    private final List<String> clients = new ArrayList<>();
    private Api api;

    @BeforeAll
    void customers_have_clients() {
        service.start();
        api = Api.ofNewApp(service);
        api.weatherInstance();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(api.weatherClient("customer-" + i, 40 + i, 10));
        }
        awaitPollsOfAllSince(Instant.MIN);
    }

    @AfterAll
    void stop() {
        service.close();
        vendor.close();
    }

    @Test
    void a_power_cut_loses_no_acknowledged_write_and_clients_go_on() {
        killedUnderLoad(killed -> {
            killed.cutPower();
            killed.start();
        });
    }

    @Test
    void a_killed_service_loses_no_acknowledged_write_and_clients_go_on() {
        killedUnderLoad(killed -> {
            killed.kill();
            killed.start();
        });
    }

    @Test
    void a_killed_database_loses_no_acknowledged_write_and_the_service_goes_on_without_a_restart() {
        killedUnderLoad(Service::killDatabase);
    }

    private void killedUnderLoad(Consumer<Service> accident) {
        Instant afterwards;
        try (Writers writers = new Writers(api, WRITERS)) {
            await().atMost(PATIENCE).until(() -> writers.acknowledged() > ENOUGH_WRITES);
            List<String> mappings = mappings();
            accident.accept(service);
            long before = writers.acknowledged();
            await("writes after it").atMost(PATIENCE).until(() -> writers.acknowledged() > before + ENOUGH_WRITES);
            afterwards = Instant.now();
            assertThat(writers.lost()).isEmpty();
            assertThat(mappings()).isEqualTo(mappings);
        }
        vendor.forget();
        awaitPollsOfAllSince(afterwards);
        await("calls for all places")
                .atMost(PATIENCE)
                .until(() -> vendor.calls().stream()
                                .map(call -> call.query("lat"))
                                .distinct()
                                .count()
                        == CLIENTS);
    }

    private void awaitPollsOfAllSince(Instant begin) {
        await("all clients to be polled")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clients).allSatisfy(client -> {
                    assertThat(api.status(client)).isEqualTo("STARTED");
                    assertThat(api.client(client).at("/detail/last_success").asText("null"))
                            .isNotEqualTo("null");
                    assertThat(Instant.parse(api.client(client)
                                    .at("/detail/last_success")
                                    .asText()))
                            .isAfterOrEqualTo(begin);
                }));
    }

    /// Which device is which thing, of all clients.
    private List<String> mappings() {
        return clients.stream()
                .map(client -> api.client(client).path("mappings").toString())
                .toList();
    }
}
