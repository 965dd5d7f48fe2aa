package io.patchbay.server.access;

import static io.patchbay.server.FreshDatabase.EMAIL;
import static io.patchbay.server.FreshDatabase.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.patchbay.server.web.LogCapture;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class LoginTest {
    private final Db db;
    private final Accounts accounts;

    LoginTest(Db db, Accounts accounts) {
        this.db = db;
        this.accounts = accounts;
    }

    @Test
    void a_login_gives_a_token_that_manages_apps() {
        Answer answer = login(EMAIL, PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode body = answer.json();
        assertThat(body.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("access_token", "user_id", "user_uuid");
        assertThat(body.get("user_id").isIntegralNumber()).isTrue();
        assertThat(UUID.fromString(body.get("user_uuid").asText())).isNotNull();
        String token = body.get("access_token").asText();
        assertThat(Call.get("/api/v1/apps").token(token).send().status()).isEqualTo(200);
    }

    @Test
    void an_email_is_the_same_in_any_case() {
        assertThat(login(" DEV@Example.ORG ", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void a_wrong_password_and_an_unknown_account_look_alike() {
        Answer wrong = login(EMAIL, "no");
        Answer unknown = login("nobody@example.org", PASSWORD);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.json().get("description")).isEqualTo(unknown.json().get("description"));
    }

    @Test
    void what_is_missing_is_said_at_once() {
        Answer answer = Call.post("/api/v1/auth/login").json("{}").send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText()).isEqualTo("email is missing; password is missing.");
    }

    @Test
    void a_logout_ends_its_token_and_no_other() {
        String one = Session.login();
        String other = Session.login();
        assertThat(Call.post("/api/v1/auth/logout").token(one).send().status()).isEqualTo(204);
        assertThat(Call.get("/api/v1/apps").token(one).send().status()).isEqualTo(401);
        assertThat(Call.get("/api/v1/apps").token(other).send().status()).isEqualTo(200);
    }

    @Test
    void a_bare_token_is_logged_out_too() {
        String token = Session.login();
        assertThat(Call.post("/api/v1/auth/logout")
                        .header("Authorization", token)
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(Call.get("/api/v1/apps").token(token).send().status()).isEqualTo(401);
    }

    @Test
    void guessing_is_slowed_and_the_owner_is_not_locked_out() {
        accounts.ensure("slow@example.org", "the right one");
        for (int i = 0; i < 5; i++) {
            assertThat(login("slow@example.org", "wrong").status()).isEqualTo(401);
        }
        Answer sixth = login("slow@example.org", "wrong");
        Answer slowed = sixth.status() == 429 ? sixth : login("slow@example.org", "the right one");
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.json().get("error").asText()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(Integer.parseInt(slowed.header("Retry-After"))).isBetween(1, 60);
        assertThat(login(EMAIL, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void neither_passwords_nor_tokens_are_stored_or_logged() {
        accounts.ensure("sealed@example.org", "an unmistakable password");
        String token;
        try (LogCapture log = new LogCapture()) {
            token = Session.login("sealed@example.org", "an unmistakable password");
            login("sealed@example.org", "an unmistakable passwort");
            Call.get("/api/v1/apps").token(token).send();
            assertThat(log.lines().toString()).doesNotContain("unmistakable").doesNotContain(token);
        }
        List<String> rows = db.read(handle -> handle.createQuery(
                        "select account::text from account union all select token::text from token")
                .mapTo(String.class)
                .list());
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(token) || row.contains("unmistakable"));
        assertThat(rows).anyMatch(row -> row.contains("sealed@example.org,\"$argon2id$"));
    }

    private static Answer login(String email, String password) {
        return Call.post("/api/v1/auth/login")
                .json(Session.credentials(email, password))
                .send();
    }
}
