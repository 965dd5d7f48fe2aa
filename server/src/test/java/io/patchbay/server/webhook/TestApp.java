package io.patchbay.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;

/// An app of the service under test, its things and webhooks.
public final class TestApp {
    private static final String STATION = """
            {"name": "Station", "displayType": "STATION", "mainComponentId": "station", "components": [{
                "id": "station", "name": "Station", "componentType": "STATION", "properties": [{
                    "id": "temperature", "name": "T", "value": "0", "type": "NUMBER", "unit": "°C",
                    "propertyType": "TEMPERATURE"}]}]}""";

    private final TestToken app = TestToken.ofNewApp();
    final String token = app.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.SUBJECTS_READ);

    public AppId id() {
        return app.app();
    }

    String tokenWith(Scope... scopes) {
        return app.with(scopes);
    }

    Call.Answer send(String method, String path, String body) {
        Call call = Call.of(method, "/api/v1" + path).token(token).subject("anna");
        return (body.isEmpty() ? call : call.json(body)).send();
    }

    JsonNode expect(int status, String method, String path, String body) {
        Call.Answer answer = send(method, path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    JsonNode webhook(String url, String more) {
        return expect(201, "POST", "/webhooks", "{\"url\": \"" + url + "\"" + more + "}");
    }

    JsonNode read(JsonNode webhook) {
        return expect(200, "GET", path(webhook), "");
    }

    static String path(JsonNode webhook) {
        return "/webhooks/" + webhook.get("id").asText();
    }

    public String station(String subject) {
        Call.Answer made = Call.post("/api/v1/things")
                .token(token)
                .subject(subject)
                .json(STATION)
                .send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().get("Id").asText();
    }

    void put(String thing, String subject, int value) {
        Call.Answer put = Call.of("PUT", "/api/v1/things/" + thing + "/components/station/properties/temperature")
                .token(token)
                .subject(subject)
                .json("{\"value\": \"" + value + "\"}")
                .send();
        assertThat(put.status()).as(put.text()).isBetween(200, 204);
    }

    public void put(String thing, int value) {
        put(thing, "anna", value);
    }
}
