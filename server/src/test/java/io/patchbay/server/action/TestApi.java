package io.patchbay.server.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import java.time.Duration;
import java.util.UUID;

/// An app of the service under test, and what it does in these tests.
final class TestApi {
    static final String LAMP = """
            {"name": "Lamp", "displayType": "LAMP", "mainComponentId": "lamp", "components": [{
                "id": "lamp", "name": "Lamp", "componentType": "LAMP",
                "actions": [
                    {"id": "setOn", "name": "setOn", "parameters": [{"name": "on", "type": "BOOLEAN"}]},
                    {"id": "dim", "parameters": [
                        {"name": "level", "type": "NUMBER"}, {"name": "how", "type": "STRING"}]},
                    {"id": "toggle", "parameters": []}]}]}""";

    private final TestToken app = TestToken.ofNewApp();
    private final String token = app.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.THINGS_ACTION);

    AppId id() {
        return app.app();
    }

    String tokenWith(Scope... scopes) {
        return app.with(scopes);
    }

    Call.Answer get(String path) {
        return Call.get(path).token(token).subject("anna").send();
    }

    Call.Answer send(String method, String path, String body) {
        return Call.of(method, path).token(token).subject("anna").json(body).send();
    }

    Call call(String method, String path) {
        return Call.of(method, path).token(token);
    }

    String lamp() {
        Call.Answer made = send("POST", "/api/v1/things", LAMP);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().get("Id").asText();
    }

    JsonNode register(String url) {
        Call.Answer answer = send("POST", "/api/v1/actions/callback/register", "{\"CallbackUrl\": \"" + url + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    static String path(Object thing, String component, String action) {
        return "/api/v1/things/" + thing + "/components/" + component + "/actions/" + action;
    }

    /// The request's id.
    String ask(String path, String body) {
        Call.Answer answer = send("POST", path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().get("status").asText()).isEqualTo("PENDING");
        String id = answer.json().get("id").asText();
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        return id;
    }

    JsonNode read(String id) {
        Call.Answer answer = get("/api/v1/actions/" + id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /// Waits until the request has this status.
    JsonNode becomes(String id, String status) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(read(id).get("status").asText())
                        .as(() -> read(id).toString())
                        .isEqualTo(status));
        return read(id);
    }
}
