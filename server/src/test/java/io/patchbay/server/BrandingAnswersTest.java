package io.patchbay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call.Answer;
import io.patchbay.server.access.Session;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// Real answers about an app's branding against the document that describes them.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class BrandingAnswersTest {
    private final ApiDocument document = new ApiDocument();
    private final String token = Session.login();

    @Test
    void brandings_are_answered_as_described() {
        String path = "/api/v1/apps/" + Session.app().id() + "/branding";
        expect(200, "GET", path, "");
        expect(200, "PUT", path, "{\"name\": \"Described\", \"color\": \"#0f766e\"}");
        expect(200, "GET", path, "");
        expect(400, "PUT", path, "{\"color\": \"teal\"}");
        expect(404, "GET", "/api/v1/apps/00000000-0000-4000-8000-000000000000/branding", "");
        assertThat(document.send("GET", path, Call.get(path)).status()).isEqualTo(401);
    }

    private void expect(int status, String method, String path, String body) {
        Call call = Call.of(method, path).token(token);
        Answer answer = document.send(method, path, body.isEmpty() ? call : call.json(body));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }
}
