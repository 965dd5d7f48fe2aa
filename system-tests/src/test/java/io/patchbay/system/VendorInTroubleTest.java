package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorInTroubleTest {
    private static final int CLIENTS = 10;
    private static final Duration WINDOW = Service.INTERVAL.multipliedBy(3);

    /// Of a vendor who is well.
    private static final int CALLS_IN_A_WINDOW = CLIENTS * 3;

    private final OpenWeatherMapSimulator vendor =
            new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
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
        awaitAllStarted();
    }

    @AfterEach
    void recover() {
        vendor.faults().recover();
        awaitAllStarted();
    }

    @AfterAll
    void stop() {
        service.close();
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({"DOWN, nobody, 503", "REFUSED, nobody, refused the connection", "HTML, nobody, web page instead of JSON"
    })
    void a_vendor_in_trouble_is_asked_less_and_less_and_the_clients_say_why(Fault fault, String who, String words) {
        vendor.faults().set(fault);
        for (String client : clients) {
            JsonNode detail = Clients.awaitError(api, client);
            assertThat(detail.path("who_must_act").asText()).isEqualTo(who);
            assertThat(detail.path("cause").asText()).contains(words);
            // it is not there while the client is being tried
            JsonNode waiting = await("the time of the next try")
                    .until(
                            () -> api.client(client).path("detail"),
                            now -> now.path("next_try").isTextual());
            assertThat(detail(waiting, "next_try")).isAfter(detail(detail, "since"));
        }
        assertThatFewerCallsCome();
        vendor.faults().recover();
        awaitAllStarted();
    }

    /// The vendor answers well, and its data stays as it was two hours ago.
    @Test
    void a_client_whose_data_is_old_is_not_plainly_started() {
        try (OpenWeatherMapSimulator asleep = new OpenWeatherMapSimulator(
                        0, () -> InstantSource.system().instant().minus(Duration.ofHours(2)), Duration.ofMinutes(10));
                Service other = new Service().with(Api.WEATHER, asleep)) {
            other.start();
            Api app = Api.ofNewApp(other);
            app.weatherInstance();
            String client = app.weatherClient("anna", 52.52, 13.41);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> app.client(client).path("detail").has("stale_since"));
            assertThat(app.status(client)).isEqualTo("STARTED");
            assertThat(app.client(client).at("/detail/next").asText()).contains("older than expected");
            String thing = app.client(client).at("/mappings/0/thing_id").asText();
            JsonNode property = app.get("/things/" + thing + "/components/current/properties/temperature", "")
                    .expect(200)
                    .json();
            assertThat(property.path("stale").asBoolean()).isTrue();
            assertThat(Instant.parse(property.path("lastUpdate").asText()))
                    .isBefore(Instant.now().minus(Duration.ofHours(1)));
        }
    }

    @Test
    void a_vendor_who_says_when_to_come_back_is_left_in_peace_until_then() {
        vendor.faults()
                .answering(Response.json(429, "{\"cod\":429,\"message\":\"wait\"}")
                        .header("Retry-After", Long.toString(WINDOW.toSeconds() + 2)));
        await().until(() ->
                clients.stream().anyMatch(client -> api.status(client).equals("ERROR")));
        await("a try after the time that the vendor asked for").untilAsserted(() -> {
            JsonNode detail = clients.stream()
                    .map(api::client)
                    .filter(client -> client.path("status").asText().equals("ERROR"))
                    .findFirst()
                    .orElseThrow()
                    .path("detail");
            assertThat(detail.path("who_must_act").asText()).isEqualTo("vendor");
            assertThat(detail(detail, "next_try"))
                    .isAfter(detail(detail, "since").plus(WINDOW));
        });
        vendor.forget();
        await().during(WINDOW)
                .atMost(WINDOW.multipliedBy(2))
                .until(() -> vendor.calls().size() < CLIENTS);
        vendor.faults().recover();
        awaitAllStarted();
    }

    @Test
    void a_slow_vendor_is_not_asked_again_while_he_answers() {
        vendor.faults().set(Fault.SLOW);
        vendor.forget();
        for (String client : clients) {
            JsonNode detail = Clients.awaitError(api, client);
            assertThat(detail.path("who_must_act").asText()).isEqualTo("nobody");
            assertThat(detail.path("cause").asText()).contains("did not finish its answer within");
        }
        assertThat(vendor.calls()).hasSizeLessThanOrEqualTo(3 * CLIENTS);
    }

    @Test
    void a_key_that_stops_working_is_the_developers_matter() {
        vendor.faults().set(Fault.UNAUTHORIZED);
        for (String client : clients) {
            JsonNode detail = Clients.awaitError(api, client);
            assertThat(detail.path("who_must_act").asText()).isEqualTo("developer");
            assertThat(detail.path("cause").asText()).contains("app_key");
        }
        assertThatFewerCallsCome();
    }

    @Test
    void an_instance_that_the_vendor_refuses_is_refused_and_not_stored() {
        Api other = Api.ofNewApp(service);
        Answer refused = other.createInstance(Api.WEATHER, Map.of("app_key", "f".repeat(32)));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.text()).contains("app_key").doesNotContain("f".repeat(32));
        assertThat(other.get("/connectors/instances", "").ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"REFUSED", "DOWN", "THROTTLED"})
    void an_instance_is_not_stored_while_the_vendor_cannot_be_asked(Fault fault) {
        Api other = Api.ofNewApp(service);
        vendor.faults().set(fault);
        Answer refused = other.createInstance(Api.WEATHER, Map.of("app_key", OpenWeatherMapSimulator.APP_KEY));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.text()).contains("nothing was stored");
        assertThat(other.get("/connectors/instances", "").ids()).isEmpty();
    }

    /// For a while after the first failures.
    private void assertThatFewerCallsCome() {
        vendor.forget();
        await().during(WINDOW)
                .atMost(WINDOW.multipliedBy(2))
                .until(() -> vendor.calls().size() < CALLS_IN_A_WINDOW * 3 / 4);
    }

    private void awaitAllStarted() {
        clients.forEach(client -> Clients.awaitStarted(api, client));
    }

    private static Instant detail(JsonNode detail, String name) {
        return Instant.parse(detail.path(name).asText());
    }
}
