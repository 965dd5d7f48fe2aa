package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// What the API's description says of things is what they look like.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ThingDescriptionTest {
    private final String token = TestToken.ofNewApp().with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.SUBJECTS_READ);
    private final JsonNode document = Call.get("/q/openapi?format=json").send().json();

    private JsonNode get(String path) {
        Call.Answer answer = Call.get(path).token(token).subject("anna").send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private void fits(String route, String method, String status, JsonNode answer) {
        JsonNode content = document.path("paths")
                .path(route)
                .path(method)
                .path("responses")
                .path(status)
                .path("content")
                .path("application/json");
        assertThat(content.has("schema")).as(route).isTrue();
        ObjectNode schema = content.get("schema").deepCopy();
        schema.set("components", document.get("components"));
        JsonSchema check =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        assertThat(check.validate(answer)).as(route + " " + answer).isEmpty();
        for (JsonNode example : content.path("examples")) {
            assertThat(check.validate(value(example))).as(route + " " + example).isEmpty();
        }
    }

    private static JsonNode value(JsonNode example) {
        return example.get("value");
    }

    @Test
    void answers_are_as_described() {
        Call.Answer made = Call.post("/api/v1/things")
                .token(token)
                .subject("anna")
                .json(Samples.LAMP)
                .send();
        fits("/api/v1/things", "post", "201", made.json());
        String thing = "/api/v1/things/" + made.json().get("Id").asText();
        String component = "/api/v1/things/{thing}/components/{component}";
        for (String expand : new String[] {"", "?expand=true"}) {
            fits("/api/v1/things", "get", "200", get("/api/v1/things" + expand));
            fits("/api/v1/things/{id}", "get", "200", get(thing + expand));
            fits("/api/v1/things/{thing}/components", "get", "200", get(thing + "/components" + expand));
            fits(component, "get", "200", get(thing + "/components/lamp" + expand));
            fits(component + "/properties", "get", "200", get(thing + "/components/lamp/properties" + expand));
            fits("/api/v1/subjects", "get", "200", get("/api/v1/subjects" + expand));
        }
        fits(component + "/properties/{property}", "get", "200", get(thing + "/components/lamp/properties/on"));
        fits("/api/v1/subjects/{id}", "get", "200", get("/api/v1/subjects/anna"));
    }
}
