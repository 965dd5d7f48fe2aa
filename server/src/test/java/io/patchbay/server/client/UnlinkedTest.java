package io.patchbay.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/// Clients whose customers never consented.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class UnlinkedTest {
    @Inject
    ClientStore store;

    @Inject
    Clients clients;

    private final String token = TestToken.ofNewApp().with(Scope.CONNECTOR);

    @Test
    void a_client_that_was_never_linked_goes_after_a_day() {
        Call.post("/api/v1/connectors/instances").token(token).json("""
                        {"connector_type_id": "test-code", "configuration": {"client_id": "an-app", "client_secret": "s"}}""").send();
        Call.Answer made = Call.post("/api/v1/connectors/clients")
                .token(token)
                .subject("anna")
                .json("{\"connector_type_id\": \"test-code\"}")
                .send();
        String client =
                "/api/v1/connectors/clients/" + made.json().get("client_id").asText();
        cleanUpAfter(Duration.ofHours(23));
        assertThat(status(client)).isEqualTo(200);
        cleanUpAfter(Duration.ofHours(25));
        assertThat(status(client)).as("its consent is still open").isEqualTo(200);
        Call.get("/api/v1/connectors/oauth/callback?error=access_denied&state="
                        + made.header("Location").replaceAll(".*[?&]state=([^&]*).*", "$1"))
                .send();
        cleanUpAfter(Duration.ofHours(25));
        assertThat(status(client)).isEqualTo(404);
    }

    private void cleanUpAfter(Duration time) {
        new Unlinked(store, clients, () -> InstantSource.system().instant().plus(time)).cleanUp();
    }

    private int status(String client) {
        return Call.get(client).token(token).subject("anna").send().status();
    }
}
