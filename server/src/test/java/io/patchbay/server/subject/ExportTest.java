package io.patchbay.server.subject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.subject.Household.App;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ExportTest {
    @Inject
    Household household;

    private final App app = new App();
    private UUID client;
    private UUID lamp;

    @BeforeEach
    void anna() {
        client = household.client(
                app, "anna", "openweathermap", Map.of("latitude", 52.5, "longitude", 13.4, "former_key", "hush"));
        lamp = app.lamp("anna");
        app.lamp("bob");
    }

    @Test
    void it_has_all_that_is_stored_of_one_subject() {
        List<JsonNode> lines = app.export("anna", "");
        assertThat(types(lines))
                .startsWith("subject", "client", "thing", "thing", "change")
                .endsWith("change", "action", "end");
        assertThat(lines.getFirst().at("/data/id").asText()).isEqualTo("anna");
        JsonNode stored = only(lines, "client").getFirst();
        assertThat(stored.get("id").asText()).isEqualTo(client.toString());
        assertThat(stored.at("/configuration/latitude").asDouble()).isEqualTo(52.5);
        assertThat(stored.at("/configuration/former_key").asText()).isEqualTo("***");
        assertThat(stored.at("/mappings/0/connector_thing_id").asText()).isEqualTo("dev");
        assertThat(only(lines, "thing").toString()).contains("\"21.5\"", "\"true\"", lamp.toString());
        assertThat(only(lines, "change"))
                .extracting(change -> change.get("kind").asText())
                .contains("ADDED", "VALUE");
        assertThat(only(lines, "action").getFirst().get("actionId").asText()).isEqualTo("toggle");
        assertThat(lines.toString()).doesNotContain("bob", "hush");
    }

    @Test
    void it_goes_on_after_any_line() {
        List<JsonNode> lines = app.export("anna", "");
        for (int i = 0; i < lines.size() - 1; i++) {
            assertThat(app.export(
                            "anna", "?cursor=" + lines.get(i).get("cursor").asText()))
                    .isEqualTo(lines.subList(i + 1, lines.size()));
        }
    }

    @Test
    void the_changes_of_things_that_are_gone_are_handed_out_too() {
        assertThat(Call.delete("/api/v1/things/" + lamp).token(app.token).send().status())
                .isEqualTo(200);
        assertThat(only(app.export("anna", ""), "change"))
                .filteredOn(change -> change.get("thingId").asText().equals(lamp.toString()))
                .extracting(change -> change.get("kind").asText())
                .contains("ADDED", "VALUE", "REMOVED");
    }

    @Test
    void more_things_than_a_page_are_all_there_once() {
        for (int i = 0; i < 120; i++) {
            app.lamp("many");
        }
        List<JsonNode> lines = app.export("many", "");
        assertThat(only(lines, "thing")).hasSize(120).doesNotHaveDuplicates();
        assertThat(only(lines, "action")).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void another_apps_subject_is_unknown_and_both_scopes_are_needed() {
        assertThat(Call.get("/api/v1/subjects/anna/export")
                        .token(new App().token)
                        .send()
                        .status())
                .isEqualTo(404);
        Call.Answer refused = Call.get("/api/v1/subjects/anna/export")
                .token(app.tokens.with(Scope.SUBJECTS_READ))
                .send();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("connctd.subjects.read connctd.things.read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "thing.x", "change.x", "subject.7", "thing"})
    void a_cursor_that_no_line_has_is_refused(String cursor) {
        Call.Answer refused = Call.get("/api/v1/subjects/anna/export?cursor=" + cursor)
                .token(app.token)
                .send();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().toString()).contains("cursor");
    }

    private static List<String> types(List<JsonNode> lines) {
        return lines.stream().map(line -> line.get("type").asText()).toList();
    }

    private static List<JsonNode> only(List<JsonNode> lines, String type) {
        return lines.stream()
                .filter(line -> line.get("type").asText().equals(type))
                .map(line -> line.get("data"))
                .toList();
    }
}
