package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ThingApiTest {
    private static final String THINGS = "/api/v1/things";

    @Inject
    Writer writer;

    @Inject
    Things things;

    @Inject
    Ownership ownership;

    private TestToken app;
    private String token;

    @BeforeEach
    void anApp() {
        app = TestToken.ofNewApp();
        token = app.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.SUBJECTS_READ);
    }

    private Call.Answer get(String path) {
        return Call.get(path).token(token).subject("anna").send();
    }

    private Call.Answer send(String method, String path, String body) {
        return Call.of(method, path).token(token).subject("anna").json(body).send();
    }

    private String lamp() {
        Call.Answer made = send("POST", THINGS, Samples.LAMP);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return THINGS + "/" + made.json().get("Id").asText();
    }

    /// A thing that a connector client found.
    private String station() {
        UUID client = UUID.randomUUID();
        ownership.take();
        Epoch epoch = ownership.epoch(Slice.of(client)).orElseThrow();
        Owner owner = new Owner(app.app(), "anna", client, epoch);
        writer.apply(owner, Room.report(List.of(Room.station("a")), Room.degrees("a", 7.5)));
        return THINGS + "/" + things.mappingsOf(app.app(), client).getFirst().thingId();
    }

    private static List<String> hrefs(JsonNode list) {
        List<String> hrefs = new ArrayList<>();
        list.forEach(link -> hrefs.add(link.get("href").asText()));
        return hrefs;
    }

    private static String path(String href) {
        return href.replaceFirst("^https?://[^/]+", "");
    }

    @Test
    void a_thing_is_made_and_read_level_by_level() {
        String lamp = lamp();
        JsonNode thing = get(lamp).json();
        assertThat(thing.get("name").asText()).isEqualTo("Lamp");
        assertThat(thing.get("displayType").asText()).isEqualTo("LAMP");
        assertThat(thing.get("mainComponentId").asText()).isEqualTo("lamp");
        assertThat(thing.get("status").asText()).isEqualTo("AVAILABLE");
        assertThat(thing.get("attributes").toString()).isEqualTo("[{\"name\":\"room\",\"value\":\"kitchen\"}]");
        assertThat(thing.has("components")).isFalse();
        JsonNode component =
                get(path(hrefs(thing.get("componentLinks")).getFirst())).json();
        assertThat(component.get("componentType").asText()).isEqualTo("LAMP");
        assertThat(component.get("capabilities").toString()).isEqualTo("[\"SWITCHABLE\"]");
        JsonNode action = component.get("actions").get(0);
        assertThat(action.get("id").asText()).isEqualTo("setOn");
        assertThat(action.get("parameters").get(0).get("type").asText()).isEqualTo("BOOLEAN");
        JsonNode property =
                get(path(hrefs(component.get("propertyLinks")).getFirst())).json();
        assertThat(property.get("value").asText()).isEqualTo("false");
        assertThat(property.get("type").asText()).isEqualTo("BOOLEAN");
        assertThat(property.get("propertyType").asText()).isEqualTo("ONOFF");
        assertThat(property.get("unit").asText()).isEmpty();
        assertThat(property.get("lastUpdate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    }

    @Test
    void names_of_fields_are_taken_in_any_case_and_the_id_is_ours() {
        Call.Answer made = send(
                "POST",
                THINGS,
                Samples.LAMP
                        .replace("displayType", "displaytype")
                        .replace("mainComponentId", "maincomponentid")
                        .replace("componentType", "componenttype")
                        .replaceFirst("\\{", "{\"id\": \"00000000-0000-0000-0000-000000000001\","));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().get("Id").asText()).doesNotStartWith("00000000");
        assertThat(made.header("Location")).endsWith(made.json().get("Id").asText());
    }

    @Test
    void expanded_everything_is_inline() {
        String lamp = lamp();
        JsonNode thing = get(lamp + "?expand=true").json();
        assertThat(thing.has("componentLinks")).isFalse();
        JsonNode component = thing.get("components").get(0);
        assertThat(component.has("propertyLinks")).isFalse();
        assertThat(component.get("properties").get(0).get("value").asText()).isEqualTo("false");
        assertThat(get(THINGS + "?expand=true").json().get(0)).isEqualTo(thing);
        assertThat(get(lamp + "/components?expand=true").json().get(0)).isEqualTo(component);
        assertThat(get(lamp + "/components/lamp?expand=true").json()).isEqualTo(component);
        assertThat(get(lamp + "/components/lamp/properties?expand=true").json()).isEqualTo(component.get("properties"));
    }

    @Test
    void components_and_properties_are_listed_as_links() {
        String lamp = lamp();
        assertThat(hrefs(get(lamp + "/components").json()))
                .singleElement()
                .asString()
                .endsWith(lamp + "/components/lamp");
        assertThat(hrefs(get(lamp + "/components/lamp/properties").json()))
                .singleElement()
                .asString()
                .endsWith(lamp + "/components/lamp/properties/on");
    }

    @Test
    void things_are_listed_page_by_page_for_their_subject_only() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(lamp());
        }
        List<String> seen = new ArrayList<>();
        String next = THINGS + "?limit=2";
        int pages = 0;
        while (!next.isEmpty()) {
            Call.Answer page = get(next);
            hrefs(page.json()).forEach(href -> seen.add(path(href)));
            next = path(page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1"));
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
        assertThat(Call.get(THINGS).token(token).subject("bob").send().text()).isEqualTo("[]");
        assertThat(Call.get(THINGS).token(token).send().status()).isEqualTo(400);
        assertThat(get(THINGS + "?cursor=nonsense").status()).isEqualTo(400);
        assertThat(get(THINGS + "?limit=0").status()).isEqualTo(400);
    }

    @Test
    void a_value_is_set_and_read_back() {
        String on = lamp() + "/components/lamp/properties/on";
        for (String value : List.of("\"true\"", "false", "true")) {
            Call.Answer put = send("PUT", on, "{\"value\": " + value + "}");
            assertThat(put.status()).as(put.text()).isEqualTo(200);
            assertThat(get(on).json().get("value").asText()).isEqualTo(value.replace("\"", ""));
        }
    }

    @Test
    void a_value_that_is_set_again_is_as_of_now() {
        String on = lamp() + "/components/lamp/properties/on";
        String before = get(on).json().get("lastUpdate").asText();
        send("PUT", on, "{\"value\": \"false\"}");
        assertThat(get(on).json().get("lastUpdate").asText()).isGreaterThan(before);
    }

    @Test
    void a_value_that_does_not_fit_is_refused() {
        String on = lamp() + "/components/lamp/properties/on";
        for (String body : List.of(
                "{\"value\": \"maybe\"}",
                "{\"value\": 1}",
                "{\"value\": null}",
                "{}",
                "{\"value\": {}}",
                "{\"value\": [\"true\"]}",
                "[]")) {
            Call.Answer answer = send("PUT", on, body);
            assertThat(answer.status()).as(body + " " + answer).isEqualTo(400);
        }
        assertThat(send("PUT", on, "{\"value\": \"maybe\"}")
                        .json()
                        .get("description")
                        .asText())
                .contains("value must be \"true\" or \"false\"");
        assertThat(get(on).json().get("value").asText()).isEqualTo("false");
    }

    @Test
    void a_status_is_set_and_read_back() {
        String lamp = lamp();
        assertThat(send("PATCH", lamp, "{\"status\": \"UNAVAILABLE\"}").status())
                .isEqualTo(204);
        assertThat(get(lamp).json().get("status").asText()).isEqualTo("UNAVAILABLE");
        assertThat(send("PATCH", lamp, "{\"status\": \"ASLEEP\"}").status()).isEqualTo(400);
        assertThat(send("PATCH", lamp, "{}").json().get("description").asText()).contains("status is missing");
    }

    @Test
    void a_deleted_thing_is_gone() {
        String lamp = lamp();
        Call delete = Call.delete(lamp).token(token).subject("anna");
        assertThat(delete.send().status()).isEqualTo(200);
        assertThat(get(lamp).status()).isEqualTo(404);
        assertThat(delete.send().status()).isEqualTo(404);
        assertThat(send("PUT", lamp + "/components/lamp/properties/on", "{\"value\": \"true\"}")
                        .status())
                .isEqualTo(404);
        assertThat(get(THINGS).text()).isEqualTo("[]");
    }

    @Test
    void what_is_not_there_is_404_at_every_level() {
        String lamp = lamp();
        for (String path : List.of(
                THINGS + "/" + UUID.randomUUID(),
                THINGS + "/nonsense",
                THINGS + "/nonsense/components",
                THINGS + "/" + UUID.randomUUID() + "/components",
                lamp + "/components/nope",
                lamp + "/components/%00",
                lamp + "/components/nope/properties",
                lamp + "/components/lamp/properties/nope",
                lamp + "/components/lamp/properties/%00")) {
            Call.Answer answer = get(path);
            assertThat(answer.status()).as(path + " " + answer).isEqualTo(404);
            assertThat(answer.json().get("error").asText()).isEqualTo("NOT_FOUND");
        }
        assertThat(send("PUT", lamp + "/components/lamp/properties/nope", "{\"value\": \"1\"}")
                        .status())
                .isEqualTo(404);
        assertThat(send("PUT", lamp + "/components/lamp/properties/%00", "{\"value\": \"1\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void another_subject_or_app_finds_nothing() {
        String lamp = lamp();
        String on = lamp + "/components/lamp/properties/on";
        String stranger = TestToken.ofNewApp().with(Scope.CONNECTOR, Scope.THINGS_READ);
        for (String path : List.of(lamp, lamp + "/components", lamp + "/components/lamp", on)) {
            assertThat(Call.get(path).token(token).subject("bob").send().status())
                    .isEqualTo(404);
            assertThat(Call.get(path).token(stranger).subject("anna").send().status())
                    .isEqualTo(404);
            assertThat(Call.get(path).token(stranger).send().status()).isEqualTo(404);
            assertThat(Call.get(path).token(token).send().status())
                    .as("without a subject")
                    .isEqualTo(200);
        }
        for (Call call : List.of(
                Call.of("PUT", on).json(Samples.VALUE),
                Call.of("PATCH", lamp).json(Samples.STATUS),
                Call.delete(lamp))) {
            assertThat(call.token(token).subject("bob").send().status()).isEqualTo(404);
            assertThat(call.token(stranger).subject("anna").send().status()).isEqualTo(404);
        }
        assertThat(get(on).json().get("value").asText()).isEqualTo("false");
    }

    @Test
    void things_of_a_connector_client_are_read_but_not_written() {
        String station = station();
        JsonNode temperature =
                get(station + "/components/outdoor/properties/temperature").json();
        assertThat(temperature.get("value").asText()).isEqualTo("7.5");
        assertThat(temperature.get("unit").asText()).isEqualTo("°C");
        JsonNode condition =
                get(station + "/components/outdoor/properties/condition").json();
        assertThat(condition.get("value").isNull()).isTrue();
        assertThat(condition.get("lastUpdate").isNull()).isTrue();
        assertThat(send("PUT", station + "/components/outdoor/properties/temperature", "{\"value\": 1}")
                        .status())
                .isEqualTo(409);
        assertThat(send("PATCH", station, Samples.STATUS).status()).isEqualTo(409);
        Call.Answer deleted = Call.delete(station).token(token).send();
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.json().get("description").asText()).contains("delete the client");
    }

    @Test
    void each_route_needs_its_scope() {
        String lamp = lamp();
        String reader = app.with(Scope.THINGS_READ);
        String maker = app.with(Scope.CONNECTOR);
        for (String path : List.of(lamp, lamp + "/components", lamp + "/components/lamp/properties/on")) {
            assertThat(Call.get(path).token(maker).send().status()).isEqualTo(403);
            assertThat(Call.get(path).send().status()).isEqualTo(401);
        }
        for (Call call : List.of(
                Call.post(THINGS).subject("anna").json(Samples.LAMP),
                Call.of("PUT", lamp + "/components/lamp/properties/on").json(Samples.VALUE),
                Call.of("PATCH", lamp).json(Samples.STATUS),
                Call.delete(lamp),
                Call.get("/api/v1/subjects"),
                Call.get("/api/v1/subjects/anna"))) {
            assertThat(call.token(reader).send().status()).isEqualTo(403);
        }
    }

    @Test
    void subjects_are_listed_with_whatever_name() {
        List<String> names = List.of("anna", "bob/the builder", "c+d ä?", "100%");
        for (String name : names.subList(0, 2)) {
            Call.post(THINGS).token(token).subject(name).json(Samples.LAMP).send();
        }
        for (String name : names.subList(2, 4)) {
            things.create(app.app(), name, ThingCheckTest.lamp());
        }
        List<String> links = hrefs(get("/api/v1/subjects").json());
        assertThat(links).hasSize(4).anyMatch(href -> href.endsWith("/subjects/anna"));
        assertThat(links.stream().map(href -> get(path(href)).json().get("id").asText()))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(get("/api/v1/subjects?expand=true&limit=1").json()).hasSize(1);
        assertThat(get("/api/v1/subjects/nobody").status()).isEqualTo(404);
        assertThat(get("/api/v1/subjects/%00").status()).isEqualTo(404);
    }

    @Test
    void a_subject_stays_when_its_things_are_gone() {
        Call.delete(lamp()).token(token).send();
        assertThat(hrefs(get("/api/v1/subjects").json())).hasSize(1);
    }
}
