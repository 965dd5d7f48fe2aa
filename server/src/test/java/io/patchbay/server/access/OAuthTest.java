package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Session.Credentials;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class OAuthTest {
    private static final String SCOPE = "connctd.things.read";

    @Test
    void an_app_gets_exactly_the_scopes_it_asks_for() {
        Answer answer = Session.grant(Session.app(), "connctd.subjects.read connctd.connector");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().properties().stream().map(Entry::getKey))
                .containsExactly("access_token", "expires_in", "scope", "token_type");
        assertThat(answer.json().get("scope").asText()).isEqualTo("connctd.subjects.read connctd.connector");
        assertThat(answer.json().get("token_type").asText()).isEqualTo("bearer");
        assertThat(answer.json().get("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Call.get("/guarded/app")
                        .token(answer.json().get("access_token").asText())
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_app_that_asks_for_nothing_may_look() {
        Credentials app = Session.app();
        for (Map<String, String> fields : List.of(
                Map.of("grant_type", "client_credentials"), Map.of("grant_type", "client_credentials", "scope", ""))) {
            Answer answer = Call.post("/oauth2/token")
                    .header("Authorization", app.basic())
                    .form(fields)
                    .send();
            assertThat(answer.json().get("scope").asText()).isEqualTo("connctd.things.read");
        }
    }

    @Test
    void a_client_may_prove_itself_in_the_form() {
        Credentials app = Session.app();
        Answer answer = Call.post("/oauth2/token").form(fields(app, Map.of())).send();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void basic_credentials_may_be_percent_encoded() {
        Credentials app = Session.app();
        Credentials encoded = new Credentials(app.id().replace("-", "%2D"), app.secret());
        assertThat(Session.grant(encoded, SCOPE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connctd.core", "connctd.things.read connctd.core", "nonsense", "connctd.things"})
    void a_scope_that_is_not_for_apps_is_invalid(String scope) {
        error(Session.grant(Session.app(), scope), 400, "invalid_scope");
    }

    @Test
    void a_wrong_secret_is_an_invalid_client() {
        Answer answer = Session.grant(new Credentials(Session.app().id(), "wrong"), SCOPE);
        error(answer, 401, "invalid_client");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
    }

    @Test
    void an_unknown_client_is_an_invalid_client() {
        error(Session.grant(new Credentials(UUID.randomUUID().toString(), "x"), SCOPE), 401, "invalid_client");
        error(Session.grant(new Credentials("nobody", "x"), SCOPE), 401, "invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc"})
    void senseless_credentials_are_an_invalid_client(String authorization) {
        Answer answer = Call.post("/oauth2/token")
                .header("Authorization", authorization)
                .form(Map.of("grant_type", "client_credentials"))
                .send();
        error(answer, 401, "invalid_client");
    }

    @Test
    void no_credentials_are_an_invalid_client() {
        error(
                Call.post("/oauth2/token")
                        .form(Map.of("grant_type", "client_credentials"))
                        .send(),
                401,
                "invalid_client");
    }

    @Test
    void two_ways_of_proof_are_an_invalid_request() {
        Credentials app = Session.app();
        Answer answer = Call.post("/oauth2/token")
                .header("Authorization", app.basic())
                .form(fields(app, Map.of()))
                .send();
        error(answer, 400, "invalid_request");
    }

    @Test
    void a_missing_grant_type_is_an_invalid_request() {
        Credentials app = Session.app();
        error(
                Call.post("/oauth2/token")
                        .header("Authorization", app.basic())
                        .form(Map.of("scope", SCOPE))
                        .send(),
                400,
                "invalid_request");
    }

    @Test
    void another_grant_type_is_unsupported() {
        Map<String, String> fields = fields(Session.app(), Map.of("grant_type", "password"));
        error(Call.post("/oauth2/token").form(fields).send(), 400, "unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=a&scope=b&grant_type=client_credentials", "scope=%zz"})
    void a_malformed_form_is_an_invalid_request(String body) {
        Answer answer = Call.post("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(HttpRequest.BodyPublishers.ofString(body))
                .send();
        error(answer, 400, "invalid_request");
    }

    @Test
    void a_body_that_is_no_form_is_an_invalid_request() {
        error(Call.post("/oauth2/token").json("{}").send(), 400, "invalid_request");
        error(Call.post("/oauth2/token").send(), 400, "invalid_request");
    }

    @Test
    void guessing_a_secret_is_slowed_for_that_client() {
        Credentials app = Session.app();
        Credentials guess = new Credentials(app.id(), "guess");
        List<Integer> seen = new ArrayList<>();
        Answer last = Session.grant(guess, SCOPE);
        while (last.status() == 401 && seen.size() < 20) {
            seen.add(last.status());
            last = Session.grant(guess, SCOPE);
        }
        assertThat(seen).hasSizeBetween(5, 7);
        error(last, 429, "temporarily_unavailable");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
        assertThat(Session.grant(app, SCOPE).status()).isEqualTo(429);
        assertThat(Session.grant(Session.app(), SCOPE).status()).isEqualTo(200);
    }

    @Test
    void a_revoked_token_ends_at_once() {
        Credentials app = Session.app();
        String token = Session.token(app, SCOPE);
        assertThat(Call.get("/guarded/app").token(token).send().status()).isEqualTo(200);
        Answer answer = revoke(app, token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
        assertThat(Call.get("/guarded/app").token(token).send().status()).isEqualTo(401);
    }

    @Test
    void revoking_an_unknown_token_is_no_error() {
        assertThat(revoke(Session.app(), "unknown").status()).isEqualTo(200);
    }

    @Test
    void nobody_revokes_anothers_token() {
        String token = Session.token(SCOPE);
        error(revoke(Session.app(), token), 400, "invalid_grant");
        assertThat(Call.get("/guarded/app").token(token).send().status()).isEqualTo(200);
    }

    @Test
    void revoking_needs_proof_and_a_token() {
        Credentials app = Session.app();
        error(revoke(new Credentials(app.id(), "wrong"), "x"), 401, "invalid_client");
        error(
                Call.post("/oauth2/revoke")
                        .header("Authorization", app.basic())
                        .form(Map.of("token_type_hint", "access_token"))
                        .send(),
                400,
                "invalid_request");
    }

    @Test
    void the_metadata_name_what_there_is() {
        JsonNode metadata =
                Call.get("/.well-known/oauth-authorization-server").send().json();
        String issuer = metadata.get("issuer").asText();
        assertThat(metadata.get("token_endpoint").asText()).isEqualTo(issuer + "/oauth2/token");
        assertThat(metadata.get("revocation_endpoint").asText()).isEqualTo(issuer + "/oauth2/revoke");
        assertThat(metadata.get("grant_types_supported").toString()).isEqualTo("[\"client_credentials\"]");
        assertThat(metadata.get("response_types_supported").isArray()).isTrue();
        assertThat(metadata.get("token_endpoint_auth_methods_supported").toString())
                .isEqualTo("[\"client_secret_basic\",\"client_secret_post\"]");
        assertThat(metadata.get("scopes_supported").toString())
                .contains("connctd.connector")
                .doesNotContain("connctd.core");
    }

    private static Answer revoke(Credentials app, String token) {
        return Call.post("/oauth2/revoke")
                .header("Authorization", app.basic())
                .form(Map.of("token", token))
                .send();
    }

    private static Map<String, String> fields(Credentials app, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(
                Map.of("grant_type", "client_credentials", "client_id", app.id(), "client_secret", app.secret()));
        fields.putAll(more);
        return fields;
    }

    private static void error(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().properties().stream().map(Entry::getKey))
                .containsExactly("error", "error_description");
        assertThat(answer.json().get("error").asText()).isEqualTo(code);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }
}
