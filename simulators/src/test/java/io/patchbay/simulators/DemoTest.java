package io.patchbay.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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
        assertThat(service.clients).hasSize(12);
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
        assertThat(service.clients).hasSize(12);
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

    private String demo(Map<String, String> environment) throws IOException, InterruptedException {
        var said = new ByteArrayOutputStream();
        try (DemoApi api = new DemoApi(service.url().toString());
                PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Demo(api, environment, out).run(folder.resolve("data/demo.json"));
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
