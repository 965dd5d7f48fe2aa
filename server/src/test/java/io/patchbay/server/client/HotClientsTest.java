package io.patchbay.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The status of clients from memory is the route's, and follows every change at once.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class HotClientsTest {
    private static final String CLIENTS = "/api/v1/connectors/clients";

    @Inject
    ClientAnswers answers;

    private final TestToken app = TestToken.ofNewApp();
    private final String token = app.with(Scope.CONNECTOR, Scope.THINGS_READ);
    private String client;

    @BeforeEach
    void aValve() {
        send("POST", "/api/v1/connectors/instances", "{\"connector_type_id\": \"test-valve\", \"configuration\": {}}");
        String valve = "{\"connector_type_id\": \"test-valve\", \"configuration\": {\"valve\": \"" + UUID.randomUUID()
                + "\"}}";
        client = CLIENTS + "/"
                + send("POST", CLIENTS, valve).json().get("client_id").asText();
        await().until(() -> status().get("status").asText().equals("STARTED")
                && status().get("mappings").size() == 1);
    }

    private Answer send(String method, String path, String body) {
        return Call.of(method, path).token(token).subject("anna").json(body).send();
    }

    private JsonNode status() {
        return Call.get(client).token(token).send().json();
    }

    private boolean isKnown() {
        UUID id = UUID.fromString(client.substring(CLIENTS.length() + 1));
        return answers.known(app.app(), id, Optional.empty()).isPresent();
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers =
                new TreeMap<>(answer.http().headers().map());
        headers.remove("x-request-id");
        headers.remove("content-length");
        return headers;
    }

    /// Without what moves with each poll.
    private static JsonNode settled(Answer answer) {
        ObjectNode json = (ObjectNode) answer.json();
        ((ObjectNode) json.get("detail")).remove(List.of("last_success", "next_try", "remaining"));
        return json;
    }

    @Test
    void it_answers_as_the_route_does() {
        assertThat(isKnown()).isTrue();
        Answer known = Call.get(client).token(token).send();
        Answer routed = Call.get(client + "?by=route").token(token).send();
        assertThat(known.status()).isEqualTo(routed.status()).isEqualTo(200);
        assertThat(settled(known)).isEqualTo(settled(routed));
        assertThat(headers(known)).isEqualTo(headers(routed));
    }

    @Test
    void only_its_app_and_subject_get_it() {
        assertThat(isKnown()).isTrue();
        assertThat(Call.get(client).send().status()).isEqualTo(401);
        String other = TestToken.ofNewApp().with(Scope.CONNECTOR);
        String blind = app.with(Scope.THINGS_READ);
        for (int i = 0; i < 2; i++) { // the second time the tokens are known
            assertThat(Call.get(client).token(other).send().status()).isEqualTo(404);
            assertThat(Call.get(client).token(blind).send().status()).isEqualTo(403);
        }
        assertThat(Call.get(client).token(token).subject("bob").send().status()).isEqualTo(404);
        assertThat(Call.get(client).token(token).subject("anna").send().status())
                .isEqualTo(200);
    }

    @Test
    void every_change_is_seen_at_once() {
        assertThat(isKnown()).isTrue();
        send("POST", client + "/pause", "");
        assertThat(status().get("detail").get("paused").asBoolean()).isTrue();
        send("POST", client + "/resume", "");
        assertThat(status().get("detail").get("paused").asBoolean()).isFalse();
        send("DELETE", client, "");
        assertThat(Call.get(client).token(token).send().status()).isEqualTo(404);
    }
}
