package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// What tests wait for of connector clients.
final class Clients {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private Clients() {}

    /// Until it has been polled with success and shows its things.
    static JsonNode awaitStarted(Api api, String client) {
        await("client to be STARTED").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode view = api.client(client);
            assertThat(view.path("status").asText()).as(view.toString()).isEqualTo("STARTED");
            assertThat(view.path("mappings")).isNotEmpty();
        });
        return api.client(client);
    }

    /// Until it is in ERROR; its detail.
    static JsonNode awaitError(Api api, String client) {
        await("client to be in ERROR")
                .atMost(PATIENCE)
                .until(() -> api.status(client).equals("ERROR"));
        return api.client(client).path("detail");
    }

    /// The present temperature of its first thing, as the API says it.
    static String temperature(Api api, String client) {
        String thing = api.client(client).at("/mappings/0/thing_id").asText();
        return api.get("/things/" + thing + "/components/current/properties/temperature", "")
                .expect(200)
                .member("value");
    }
}
