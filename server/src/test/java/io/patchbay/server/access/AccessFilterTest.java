package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class AccessFilterTest {
    @Test
    void a_route_knows_its_app_and_runs_on_a_virtual_thread() {
        Session.Credentials app = Session.app();
        Answer answer = Call.get("/guarded/app")
                .token(Session.token(app, "connctd.things.read"))
                .send();
        assertThat(answer.json().get("app").asText()).isEqualTo(app.id());
        assertThat(answer.json().get("virtual").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   ", "", " "})
    void a_token_is_taken_with_and_without_its_scheme(String scheme) {
        String token = Session.token("connctd.things.read");
        Answer answer =
                Call.get("/guarded/app").header("Authorization", scheme + token).send();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void without_a_token_it_is_401_and_says_how_to_send_one() {
        Answer answer = Call.get("/guarded/app").send();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("error").asText()).isEqualTo("UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"patchbay\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "nonsense", "Basic bm9uc2Vuc2U=", "Bearer", "Bearer a b"})
    void a_token_that_nobody_issued_is_401(String authorization) {
        Answer answer =
                Call.get("/guarded/app").header("Authorization", authorization).send();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"patchbay\", error=\"invalid_token\"");
        assertThat(answer.http().headers().allValues("WWW-Authenticate")).hasSize(1);
    }

    @Test
    void a_token_without_the_scope_is_403_and_told_which() {
        Answer answer = Call.get("/guarded/app")
                .token(Session.token("connctd.connector connctd.things.action"))
                .send();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("error").asText()).isEqualTo("FORBIDDEN");
        assertThat(answer.json().get("description").asText()).contains("connctd.things.read");
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\", scope=\"connctd.things.read\"");
    }

    @Test
    void a_developers_token_reaches_apps_only() {
        assertThat(Call.get("/guarded/app").token(Session.login()).send().status())
                .isEqualTo(403);
    }

    @Test
    void an_apps_token_reaches_no_apps() {
        String all = "connctd.connector connctd.things.read connctd.things.action connctd.units.read"
                + " connctd.units.admin connctd.subjects.read";
        assertThat(Call.get("/api/v1/apps").token(Session.token(all)).send().status())
                .isEqualTo(403);
    }

    @Test
    void a_route_that_forgot_to_say_who_may_call_answers_nobody() {
        Answer answer = Call.get("/guarded/forgotten")
                .token(Session.token("connctd.things.read"))
                .send();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-External-Subject-Id", "X-External-Subject-ID", "x-external-subject-id"})
    void the_subject_is_what_the_header_says(String header) {
        Answer answer = Call.get("/guarded/subject")
                .token(Session.token("connctd.things.read"))
                .header(header, "anna/1 & co")
                .send();
        assertThat(answer.json().get("subject").asText()).isEqualTo("anna/1 & co");
    }

    @Test
    void a_missing_empty_or_endless_subject_is_400() {
        String token = Session.token("connctd.things.read");
        assertThat(Call.get("/guarded/subject").token(token).send().text())
                .contains("\"status\":400", "X-External-Subject-Id is missing");
        for (String path : new String[] {"/guarded/subject", "/guarded/maybe"}) {
            assertThat(Call.get(path).token(token).subject(" ").send().text())
                    .contains("\"status\":400", "X-External-Subject-Id is empty");
            assertThat(Call.get(path)
                            .token(token)
                            .subject("a".repeat(501))
                            .send()
                            .text())
                    .contains("\"status\":400", "longer than 500");
        }
        assertThat(Call.get("/guarded/subject")
                        .token(token)
                        .subject("a".repeat(500))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void where_a_subject_is_optional_it_may_be_missing() {
        String token = Session.token("connctd.things.read");
        assertThat(Call.get("/guarded/maybe")
                        .token(token)
                        .send()
                        .json()
                        .get("subject")
                        .asText())
                .isEqualTo("nobody");
    }
}
