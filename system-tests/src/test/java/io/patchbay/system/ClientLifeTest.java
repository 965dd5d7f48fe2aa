package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.simulator.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Each test has an app and places of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientLifeTest {
    private static final String OTHER_KEY = "fedcba9876543210fedcba9876543210";
    private static final Duration A_WHILE = Service.INTERVAL.multipliedBy(3);

    private final OpenWeatherMapSimulator vendor =
            new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
    private final Service service = new Service().with(Api.WEATHER, vendor);

    @BeforeAll
    void start() {
        vendor.key(OTHER_KEY, Instant.MIN);
        service.start();
    }

    @AfterAll
    void stop() {
        service.close();
        vendor.close();
    }

    @Test
    void a_deleted_clients_things_are_gone_and_it_polls_no_more() {
        Api api = app();
        String client = api.weatherClient("anna", 11.5, 20);
        String thing =
                Clients.awaitStarted(api, client).at("/mappings/0/thing_id").asText();
        assertThat(api.call("DELETE", "/connectors/clients/" + client, "anna", null)
                        .status())
                .isEqualTo(204);
        assertThat(api.get("/connectors/clients/" + client, "anna").status()).isEqualTo(404);
        assertThat(api.get("/things/" + thing, "anna").status()).isEqualTo(404);
        assertThat(api.get("/things", "anna").ids()).isEmpty();
        assertThatNoCallsComeFor("11.5");
    }

    @Test
    void a_paused_client_keeps_its_things_and_goes_on_when_it_is_resumed() {
        Api api = app();
        String client = api.weatherClient("anna", 12.5, 20);
        Clients.awaitStarted(api, client);
        String temperature = Clients.temperature(api, client);
        JsonNode paused = api.call("POST", "/connectors/clients/" + client + "/pause", "anna", null)
                .expect(200)
                .json();
        assertThat(paused.at("/detail/paused").asBoolean()).isTrue();
        assertThatNoCallsComeFor("12.5");
        assertThat(Clients.temperature(api, client)).isEqualTo(temperature);
        assertThat(api.call("POST", "/connectors/clients/" + client + "/poll", "anna", null)
                        .status())
                .isEqualTo(409);
        api.call("POST", "/connectors/clients/" + client + "/resume", "anna", null)
                .expect(200);
        awaitCallFor("12.5");
    }

    @Test
    void a_client_is_polled_at_once_when_it_is_asked_for() {
        Api api = app();
        String client = api.weatherClient("anna", 13.5, 20);
        Clients.awaitStarted(api, client);
        Instant before = Instant.now();
        api.call("POST", "/connectors/clients/" + client + "/poll", "anna", null)
                .expect(202);
        await().atMost(Service.INTERVAL.multipliedBy(5))
                .until(() -> Instant.parse(
                                api.client(client).at("/detail/last_success").asText())
                        .isAfter(before));
    }

    @Test
    void a_client_whose_place_is_changed_asks_for_the_new_one_only_and_keeps_its_id() {
        Api api = app();
        String client = api.weatherClient("anna", 14.5, 20);
        Clients.awaitStarted(api, client);
        JsonNode changed = api.call(
                        "PATCH",
                        "/connectors/clients/" + client,
                        "anna",
                        Map.of("configuration", Map.of("latitude", -14.5)))
                .expect(200)
                .json();
        assertThat(changed.path("id").asText()).isEqualTo(client);
        awaitCallFor("-14.5");
        assertThatNoCallsComeFor("14.5");
        Clients.awaitStarted(api, client);
        assertThat(api.call(
                                "PATCH",
                                "/connectors/clients/" + client,
                                "anna",
                                Map.of("configuration", Map.of("latitude", 91)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_instance_with_another_key_starts_its_clients_again_with_it() {
        Api api = Api.ofNewApp(service);
        String instance = api.weatherInstance();
        String client = api.weatherClient("anna", 15.5, 20);
        Clients.awaitStarted(api, client);
        assertThat(replace(api, instance, "f".repeat(32)).status()).isEqualTo(400);
        vendor.forget();
        awaitCallFor("15.5");
        assertThat(keysFor("15.5")).containsOnly(OpenWeatherMapSimulator.APP_KEY);
        assertThat(replace(api, instance, OTHER_KEY).status()).isEqualTo(204);
        vendor.forget();
        awaitCallFor("15.5");
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(2))
                .until(() -> keysFor("15.5").allMatch(OTHER_KEY::equals));
        Clients.awaitStarted(api, client);
    }

    @Test
    void an_orderly_restart_keeps_clients_and_their_things() {
        Api api = app();
        String client = api.weatherClient("anna", 16.5, 20);
        JsonNode before = Clients.awaitStarted(api, client).path("mappings");
        assertThat(service.stop()).isIn(0, 143);
        assertThat(service.postmaster()).as("the database ended, too").isEmpty();
        service.start();
        vendor.forget();
        awaitCallFor("16.5");
        assertThat(Clients.awaitStarted(api, client).path("mappings")).isEqualTo(before);
    }

    private Api app() {
        Api api = Api.ofNewApp(service);
        api.weatherInstance();
        return api;
    }

    private static Answer replace(Api api, String instance, String key) {
        return api.call(
                "PUT",
                "/connectors/instances/" + instance,
                "",
                Map.of("connector_type_id", Api.WEATHER, "configuration", Map.of("app_key", key)));
    }

    private void awaitCallFor(String latitude) {
        await("a call for latitude " + latitude)
                .atMost(Duration.ofSeconds(15))
                .until(() -> callsFor(latitude).findAny().isPresent());
    }

    /// After a poll that is under way.
    private void assertThatNoCallsComeFor(String latitude) {
        vendor.forget();
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(2))
                .until(() -> callsFor(latitude).findAny().isEmpty());
    }

    private Stream<Request> callsFor(String latitude) {
        return vendor.calls().stream()
                .filter(call -> call.query("lat")
                        .filter(lat -> Double.parseDouble(lat) == Double.parseDouble(latitude))
                        .isPresent());
    }

    private Stream<String> keysFor(String latitude) {
        return callsFor(latitude).map(call -> call.query("appid").orElse(""));
    }
}
