package io.patchbay.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.tck.simulator.Consent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private final DocumentedService service = new DocumentedService();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        service.close();
        assertThat(service.crash()).isEmpty();
    }

    @Test
    void a_dozen_customers_show_their_temperature_and_how_to_read_it() throws Exception {
        String said = demo(DocumentedService.ADMIN);
        assertThat(service.clients).hasSize(24);
        JsonNode anna = service.clients.getOrDefault("anna", MissingNode.getInstance());
        assertThat(anna.path("connector_type_id").asText()).isEqualTo("openweathermap");
        assertThat(anna.path("configuration")).hasToString("{\"city\":\"Berlin,DE\"}");
        assertThat(said)
                .containsPattern("anna +Berlin,DE +7.25 °C")
                .containsPattern("leif +North Atlantic +7.25 °C")
                .contains("TOKEN=app-token")
                .contains("curl -H \"Authorization: Bearer $TOKEN\" -H 'X-External-Subject-Id: anna' " + service.url()
                        + "/api/v1/things/t-anna/components/current/properties/temperature");
    }

    @Test
    void a_second_demo_is_the_same_app_and_makes_nothing_again() throws Exception {
        String first = demo(DocumentedService.ADMIN);
        assertThat(demo(Map.of())).isEqualTo(first);
        assertThat(service.apps).hasSize(1);
        assertThat(service.clients).hasSize(24);
    }

    @Test
    void credentials_of_data_that_are_gone_are_replaced() throws Exception {
        demo(DocumentedService.ADMIN);
        service.apps.clear();
        demo(DocumentedService.ADMIN);
        assertThat(service.apps).hasSize(1);
    }

    @Test
    void only_the_owner_can_read_the_credentials_and_nobody_sees_the_secret() throws Exception {
        String said = demo(DocumentedService.ADMIN);
        Path file = folder.resolve("data/demo.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("secret-of-app-0");
        assertThat(said).doesNotContain("secret-of-app-0").doesNotContain("admin-token");
    }

    @Test
    void a_wrong_password_is_told_in_the_services_words() {
        assertThatThrownBy(() -> demo(Map.of("PATCHBAY_ADMIN_EMAIL", "dev@example.org")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PATCHBAY_ADMIN_PASSWORD")
                .hasMessageContaining("email or password is wrong");
    }

    @Test
    void where_open_meteo_is_not_simulated_a_customer_has_real_weather() throws Exception {
        String said = demo(DocumentedService.ADMIN);
        JsonNode mia = service.clients.getOrDefault("mia", MissingNode.getInstance());
        assertThat(mia.path("connector_type_id").asText()).isEqualTo("open-meteo");
        assertThat(said)
                .containsPattern("mia +Berlin +7.25 °C")
                .contains("mia's weather is real: weather data by Open-Meteo.com, CC BY 4.0.");
    }

    @Test
    void where_open_meteo_is_simulated_the_demo_says_that_there_is_no_internet_access() throws Exception {
        Map<String, String> environment = new HashMap<>(DocumentedService.ADMIN);
        environment.put("PATCHBAY_CONNECTORS_OPEN_METEO_BASE_URL", "http://127.0.0.1:9103");
        assertThat(demo(environment))
                .containsPattern("mia +Berlin +7.25 °C")
                .contains("There is no internet access, so mia's weather from Open-Meteo is simulated");
    }

    @Test
    void a_real_vendor_that_refuses_does_not_end_the_demo() throws Exception {
        service.openMeteo = 429;
        assertThat(demo(DocumentedService.ADMIN))
                .contains("Open-Meteo does not answer now")
                .containsPattern("leif +North Atlantic +7.25 °C");
        assertThat(service.clients).hasSize(23);
    }

    @Test
    void a_customer_consents_at_the_simulated_netatmo_and_again_when_that_has_forgotten() throws Exception {
        try (NetatmoSimulator netatmo = new NetatmoSimulator(0, InstantSource.system(), Duration.ofMinutes(10))) {
            netatmo.authorizationServer().consent(Consent.ASKED);
            service.netatmo = netatmo.url().toString();
            Map<String, String> environment = new HashMap<>(DocumentedService.ADMIN);
            environment.put("PATCHBAY_CONNECTORS_NETATMO_BASE_URL", service.netatmo);
            assertThat(demo(environment))
                    .containsPattern("nora +a room of hers +7.25 °C")
                    .contains("/api/v1/things/r-nora/components/heating/actions/setTargetTemperature");
            assertThat(service.linked).hasValue(10);
            assertThat(netatmo.calls().stream().filter(c -> c.path().equals(NetatmoSimulator.REVOKE)))
                    .singleElement()
                    .matches(c -> c.query("user").equals(Optional.of("oskar")));
            demo(environment);
            // whoever took the consent back is left alone
            assertThat(service.linked).hasValue(19);
        }
    }

    @Test
    void a_service_without_netatmo_is_shown_without_it() throws Exception {
        Map<String, String> environment = new HashMap<>(DocumentedService.ADMIN);
        environment.put("PATCHBAY_CONNECTORS_NETATMO_BASE_URL", "http://127.0.0.1:9");
        assertThat(demo(environment)).doesNotContain("nora");
    }

    @Test
    void the_webhook_goes_to_the_receiver_and_moves_with_it() throws Exception {
        Map<String, String> environment = new HashMap<>(DocumentedService.ADMIN);
        for (int i = 1; i <= 2; i++) {
            try (DemoReceiver receiver = new DemoReceiver(0, InstantSource.system())) {
                environment.put("PATCHBAY_DEMO_RECEIVER", receiver.url().toString());
                demo(environment);
                assertThat(service.webhook).isEqualTo(receiver.url() + DemoReceiver.EVENTS);
                assertThat(receiver.calls())
                        .filteredOn(c -> c.path().equals(DemoReceiver.SECRET))
                        .singleElement()
                        .matches(c -> c.text().equals(service.secret()));
                assertThat(service.secrets).hasValue(i);
            }
        }
    }

    private String demo(Map<String, String> environment) throws IOException, InterruptedException {
        var said = new ByteArrayOutputStream();
        try (DemoApi api = new DemoApi(service.url().toString());
                PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Demo(api, environment, out).run(folder.resolve("data/demo.json"));
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
