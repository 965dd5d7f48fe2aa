package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// What a developer and an app do before anything else, over HTTP: `Session.token("connctd.things.read")`.
public final class Session {
    private Session() {}

    /// A client id and its secret.
    public record Credentials(String id, String secret) {
        String basic() {
            return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        }
    }

    public static String login() {
        return login(FreshDatabase.EMAIL, FreshDatabase.PASSWORD);
    }

    static String login(String email, String password) {
        Answer answer = Call.post("/api/v1/auth/login")
                .json(credentials(email, password))
                .send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }

    static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    public static Credentials app() {
        return app(login());
    }

    static Credentials app(String developer) {
        JsonNode made = Call.post("/api/v1/apps")
                .token(developer)
                .json("{\"name\":\"test\"}")
                .send()
                .json();
        return new Credentials(
                made.get("client_id").asText(), made.get("client_secret").asText());
    }

    /// A token of a new app.
    public static String token(String scope) {
        return token(app(), scope);
    }

    public static String token(Credentials app, String scope) {
        Answer answer = grant(app, scope);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }

    static Answer grant(Credentials app, String scope) {
        return Call.post("/oauth2/token")
                .header("Authorization", app.basic())
                .form(Map.of("grant_type", "client_credentials", "scope", scope))
                .send();
    }
}
