package io.patchbay.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// A new app with customers whose things change.
final class Household {
    private static final String LAMP = """
            {"name": "Lamp", "manufacturer": "ACME", "displayType": "LAMP", "mainComponentId": "lamp", "components": [
                {"id": "lamp", "name": "Lamp", "componentType": "LAMP", "properties": [
                    {"id": "on", "name": "on", "value": "false", "unit": "", "type": "BOOLEAN", "propertyType": "ONOFF"},
                    {"id": "level", "name": "level", "unit": "%", "type": "NUMBER", "propertyType": "LEVEL"},
                    {"id": "note", "name": "note", "unit": "", "type": "STRING", "propertyType": "NOTE"}]}]}""";

    private final TestToken app = TestToken.ofNewApp();
    final String token = app.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.THINGS_ACTION);

    AppId id() {
        return app.app();
    }

    String tokenWith(Scope... scopes) {
        return app.with(scopes);
    }

    Call.Answer send(String subject, String method, String path, String body) {
        Call.Answer answer =
                Call.of(method, path).token(token).subject(subject).json(body).send();
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer;
    }

    UUID lamp(String subject) {
        return UUID.fromString(
                send(subject, "POST", "/api/v1/things", LAMP).json().get("Id").asText());
    }

    void put(UUID lamp, String property, String value) {
        send("anna", "PUT", path(lamp, property), "{\"value\": \"" + value + "\"}");
    }

    void putAs(String subject, UUID lamp, String property, String value) {
        send(subject, "PUT", path(lamp, property), "{\"value\": \"" + value + "\"}");
    }

    /// Many changes of a long text at the same time.
    ///
    /// @param from the number of the first
    /// @return the number after the last
    int notes(UUID lamp, int from) {
        int many = 400;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(from, from + many)
                    .forEach(i -> threads.execute(() -> put(lamp, "note", i + "x".repeat(900))));
        }
        return from + many;
    }

    void revoke() {
        app.revoke(token);
    }

    private static String path(UUID lamp, String property) {
        return "/api/v1/things/" + lamp + "/components/lamp/properties/" + property;
    }

    /// The id of a new client with one thing.
    String valve(String name) {
        send("anna", "POST", "/api/v1/connectors/instances", """
                {"connector_type_id": "test-valve", "configuration": {}}""");
        String client = send("anna", "POST", "/api/v1/connectors/clients", """
                {"connector_type_id": "test-valve", "configuration": {"valve": "%s"}}""".formatted(name))
                .json()
                .get("client_id")
                .asText();
        await().until(() -> status(client).equals("STARTED"));
        return client;
    }

    String status(String client) {
        return Call.get("/api/v1/connectors/clients/" + client)
                .token(token)
                .send()
                .json()
                .get("status")
                .asText();
    }

    void ask(String client, String what) {
        send("anna", "POST", "/api/v1/connectors/clients/" + client + "/" + what, "");
    }
}
