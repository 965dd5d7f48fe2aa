package io.patchbay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// Links for customers are what the API's description says of them.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ConnectAnswersTest {
    private static final String PATH = "/api/v1/connect-sessions";
    private static final String WANTED = "{\"subject\": \"anna\", \"return_url\": \"https://app.example.org\"%s}";

    private final ApiDocument document = new ApiDocument();
    private final TestToken app = TestToken.ofNewApp();
    private final String token = app.with(Scope.CONNECTOR);

    @Test
    void links_are_answered_as_described() {
        expect(400, token, WANTED.formatted(""));
        Call.post("/api/v1/connectors/instances").token(token).json("""
                        {"connector_type_id": "openweathermap",
                         "configuration": {"app_key": "0123456789abcdef0123456789abcdef"}}""").send();
        expect(201, token, WANTED.formatted(""));
        expect(404, token, WANTED.formatted(", \"client_id\": \"00000000-0000-0000-0000-000000000000\""));
        expect(401, "none", WANTED.formatted(""));
        expect(403, app.with(Scope.THINGS_READ), WANTED.formatted(""));
    }

    private void expect(int status, String with, String body) {
        Call.Answer answer =
                document.send("POST", PATH, Call.post(PATH).token(with).json(body));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }
}
