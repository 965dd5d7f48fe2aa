package io.patchbay.server.action;

import static io.patchbay.server.action.TestApi.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// What the API's description says of actions is what they look like.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ActionDescriptionTest {
    private static final String ASK = "/api/v1/things/{thing}/components/{component}/actions/{action}";

    private final TestApi api = new TestApi();
    private final JsonNode document = Call.get("/q/openapi?format=json").send().json();

    private JsonNode operation(String route, String method) {
        JsonNode operation = document.path("paths").path(route).path(method);
        assertThat(operation.isObject()).as(route).isTrue();
        return operation;
    }

    private void fits(JsonNode described, JsonNode value) {
        JsonNode content = described.path("content").path("application/json");
        ObjectNode schema = content.get("schema").deepCopy();
        schema.set("components", document.get("components"));
        JsonSchema check =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        assertThat(check.validate(value)).as(value.toString()).isEmpty();
        assertThat(content.path("examples")).isNotEmpty();
        for (JsonNode example : content.path("examples")) {
            assertThat(check.validate(example.get("value")))
                    .as(example.toString())
                    .isEmpty();
        }
    }

    private void answers(String route, String method, String status, JsonNode value) {
        fits(operation(route, method).path("responses").path(status), value);
    }

    @Test
    void answers_are_as_described() {
        String lamp = api.lamp();
        JsonNode made = api.send("POST", path(lamp, "lamp", "toggle"), "{}").json();
        answers(ASK, "post", "201", made);
        answers("/api/v1/actions/{id}", "get", "200", api.read(made.get("id").asText()));
        String list = "/api/v1/things/" + lamp + "/actions";
        answers("/api/v1/things/{thing}/actions", "get", "200", api.get(list).json());
        answers(
                "/api/v1/things/{thing}/actions",
                "get",
                "200",
                api.get(list + "?expand=true").json());
        answers("/api/v1/actions/callback/register", "post", "200", api.register("http://127.0.0.1:1/"));
        answers(
                "/api/v1/connectors/callbackurl",
                "get",
                "200",
                api.get("/api/v1/connectors/callbackurl").json());
    }

    @Test
    void examples_of_bodies_are_as_described() throws Exception {
        for (String[] body : new String[][] {
            {ASK, "post", Samples.PARAMETERS},
            {"/api/v1/actions/{id}", "put", "{\"status\": \"COMPLETED\"}"},
            {"/api/v1/actions/callback/register", "post", Samples.CALLBACK},
            {"/api/v1/connectors/actions/{door}", "post", Samples.FORWARDED}
        }) {
            fits(operation(body[0], body[1]).path("requestBody"), new ObjectMapper().readTree(body[2]));
        }
    }

    @Test
    void the_description_says_who_may() {
        assertThat(operation(ASK, "post").path("security").toString()).contains("connctd.things.action");
        assertThat(operation("/api/v1/actions/{id}", "put").path("security").toString())
                .contains("connctd.connector");
        assertThat(operation("/api/v1/connectors/actions/{door}", "post").path("security"))
                .isEmpty();
        assertThat(operation(ASK, "post").path("parameters").findValuesAsText("name"))
                .contains("X-External-Subject-Id", "Idempotency-Key", "timeout");
    }
}
