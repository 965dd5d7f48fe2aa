package io.patchbay.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Tokens of apps of the service under test, got as an app gets them.
public final class TestToken {
    private final String id;
    private final String secret;

    private TestToken(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /// Of a new app.
    public static TestToken ofNewApp() {
        String login = Call.post("/api/v1/auth/login")
                .json("{\"email\":\"" + FreshDatabase.EMAIL + "\",\"password\":\"" + FreshDatabase.PASSWORD + "\"}")
                .send()
                .json()
                .get("access_token")
                .asText();
        JsonNode app = Call.post("/api/v1/apps")
                .token(login)
                .json("{\"name\":\"test\"}")
                .send()
                .json();
        return new TestToken(
                app.get("client_id").asText(), app.get("client_secret").asText());
    }

    public AppId app() {
        return new AppId(UUID.fromString(id));
    }

    public void revoke(String token) {
        Call.post("/oauth2/revoke")
                .header("Authorization", "Basic " + basic())
                .form(Map.of("token", token))
                .send();
    }

    private String basic() {
        return Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public String with(Scope... scopes) {
        return Call.post("/oauth2/token")
                .header("Authorization", "Basic " + basic())
                .form(Map.of(
                        "grant_type",
                        "client_credentials",
                        "scope",
                        Arrays.stream(scopes).map(Scope::wire).collect(Collectors.joining(" "))))
                .send()
                .json()
                .get("access_token")
                .asText();
    }
}
