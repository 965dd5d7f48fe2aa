package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Session;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ThingChartTest {
    private static final String ROOM = """
            {"name": "Room", "displayType": "ROOM", "mainComponentId": "heating", "components": [{
                "id": "heating", "name": "Heating", "componentType": "HEATING",
                "properties": [
                    {"id": "temperature", "name": "t", "value": "20", "type": "NUMBER", "unit": "°C", "propertyType": "T"},
                    {"id": "mode", "name": "m", "value": "on", "type": "STRING", "propertyType": "M"}],
                "actions": [{"id": "set", "name": "Set the target", "parameters": [
                    {"name": "targetTemperature", "type": "NUMBER"}, {"name": "mode", "type": "STRING"}]}]}]}""";

    private final Session.Credentials app = Session.app();
    private final String token = Session.token(app, "connctd.connector connctd.things.read connctd.things.action");
    private final String thing = Call.post("/api/v1/things")
            .token(token)
            .subject("anna")
            .json(ROOM)
            .send()
            .json()
            .get("Id")
            .asText();
    private final String path = "/apps/" + app.id() + "/things/" + thing;
    private final String temperature = path + "/components/heating/properties/temperature";

    @Test
    void a_numeric_property_is_drawn_and_told_in_words() {
        Call.of("PUT", "/api/v1/things/" + thing + "/components/heating/properties/temperature")
                .token(token)
                .subject("anna")
                .json("{\"value\": \"21.5\"}")
                .send();
        Browser browser = Browser.signedIn();
        assertThat(browser.get(temperature + "?range=hour").text())
                .contains("21.5", "°C", "Least", "data-curve=")
                .doesNotContain("style=");
        JsonNode drawing = browser.get(temperature + "/curve?range=hour").json();
        assertThat(drawing.get("x")).hasSameSizeAs(drawing.get("y"));
        assertThat(drawing.get("y").get(drawing.get("y").size() - 1).asDouble()).isEqualTo(21.5);
        assertThat(browser.get(temperature + "?range=year").status()).isEqualTo(400);
        assertThat(browser.get(path + "/components/heating/properties/mode").status())
                .isEqualTo(404);
        assertThat(Developers.another().get(temperature).status()).isEqualTo(404);
        assertThat(Developers.another().get(temperature + "/curve").status()).isEqualTo(404);
    }

    @Test
    void an_action_is_asked_for_by_a_form_that_says_what_is_wrong_at_its_field() {
        Browser browser = Browser.signedIn();
        assertThat(browser.get(path + "/actions").text())
                .contains("Set the target", "Target temperature", "A number.", "Mode");
        Answer refused =
                browser.post(path + "/actions/heating/set", Map.of("p.targetTemperature", "warm", "p.mode", "manual"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("value=\"warm\"", "Target temperature must be", "aria-invalid=\"true\"", "value=\"manual\"");
        assertThat(browser.post(path + "/actions/heating/set", Map.of("p.mode", "home"))
                        .text())
                .contains("Target temperature is missing.");
    }

    @Test
    void the_outcome_is_shown() {
        Browser browser = Browser.signedIn();
        Answer asked =
                browser.post(path + "/actions/heating/set", Map.of("p.targetTemperature", "21", "p.mode", "manual"));
        assertThat(asked.status()).isEqualTo(303);
        // nobody has registered to carry it out
        await().untilAsserted(() -> assertThat(browser.get(path + "/actions").text())
                .contains("failed", "targetTemperature 21")
                .doesNotContain("every 1s"));
        assertThat(Developers.another()
                        .post(path + "/actions/heating/set", Map.of("p.targetTemperature", "21", "p.mode", "manual"))
                        .status())
                .isEqualTo(404);
        assertThat(browser.post(path + "/actions/heating/nothing", Map.of()).status())
                .isEqualTo(404);
    }
}
