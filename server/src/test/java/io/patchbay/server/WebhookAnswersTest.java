package io.patchbay.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// Real answers about webhooks against the document that describes them.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class WebhookAnswersTest {
    private static final String API = "/api/v1";

    private final ApiDocument document = new ApiDocument();
    private final TestToken app = TestToken.ofNewApp();
    private final String token = app.with(Scope.THINGS_READ);
    private final String other = app.with(Scope.SUBJECTS_READ);

    private Answer expect(int status, String method, String path, String body) {
        Call call = Call.of(method, API + path).token(token);
        Answer answer = document.send(method, API + path, body.isEmpty() ? call : call.json(body));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private void refusals(String method, String path) {
        assertThat(document.send(method, API + path, Call.of(method, API + path))
                        .status())
                .isEqualTo(401);
        assertThat(document.send(method, API + path, Call.of(method, API + path).token(other))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void webhooks_are_answered_as_described() {
        String url = Call.base() + "/q/health/live";
        JsonNode made = expect(201, "POST", "/webhooks", "{\"url\": \"" + url + "\", \"types\": [\"thing.added\"]}")
                .json();
        String path = "/webhooks/" + made.get("id").asText();
        expect(400, "POST", "/webhooks", "{\"types\": [\"thing.moved\"]}");
        expect(200, "GET", "/webhooks", "");
        expect(200, "GET", path, "");
        expect(200, "PATCH", path, "{\"batch\": 10}");
        expect(400, "PATCH", path, "{\"batch\": 0}");
        expect(200, "POST", path + "/test", "");
        expect(200, "POST", path + "/secret", "");
        expect(200, "GET", path + "/deliveries", "");
        expect(400, "GET", path + "/deliveries?cursor=x", "");
        expect(202, "POST", path + "/replay", "{\"from\": 0}");
        expect(400, "POST", path + "/replay", "{\"from\": -1}");
        refusals("GET", "/webhooks");
        refusals("POST", path + "/test");
        expect(204, "DELETE", path, "");
        expect(404, "GET", path, "");
        expect(404, "DELETE", path, "");
        expect(404, "PATCH", path, "{}");
        expect(404, "POST", path + "/test", "");
        expect(404, "POST", path + "/secret", "");
        expect(404, "GET", path + "/deliveries", "");
        expect(404, "POST", path + "/replay", "{\"from\": 1}");
    }
}
