package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class SmokeTest {
    @Test
    void smoke() throws Exception {
        String[][] calls = {
            {"GET", "/nope", "", ""},
            {"GET", "/api/v1/apps", "", ""},
            {"GET", "/api/v1/apps/%zz", "", ""},
            {"PUT", "/api/v1/apps", "application/json", "{}"},
            {
                "POST",
                "/api/v1/auth/login",
                "application/json",
                "{\"email\":\"dev@example.org\",\"password\":\"correct horse battery staple\"}"
            },
            {"POST", "/api/v1/auth/login", "", "{\"email\":\"dev@example.org\"}"},
            {"POST", "/api/v1/auth/login", "text/plain", "{\"email\":\"dev@example.org\"}"},
            {"POST", "/api/v1/auth/login", "application/json", ""},
            {"POST", "/api/v1/auth/login", "application/json", "{"},
            {"POST", "/api/v1/auth/login", "application/json", "{\"email\":1}"},
            {"POST", "/api/v1/auth/login", "application/json", "[]"},
            {"POST", "/api/v1/auth/login", "application/json", "null"},
            {"POST", "/api/v1/auth/login", "application/json", "{} {}"},
            {"POST", "/api/v1/auth/login", "application/json", "{\"email\":\"a\",\"email\":\"b\"}"},
            {"POST", "/api/v1/auth/login", "application/json", "[".repeat(100)},
            {"POST", "/api/v1/auth/login", "application/json", "{\"x\":" + "[".repeat(100)},
            {"POST", "/api/v1/auth/login", "application/json", "x".repeat(2_000_000)},
            {"POST", "/oauth2/token", "application/x-www-form-urlencoded", "grant_type=client_credentials"},
            {"POST", "/oauth2/token", "application/json", "grant_type=client_credentials"},
            {"GET", "/.well-known/oauth-authorization-server", "", ""},
            {"GET", "/q/health/ready", "", ""},
            {"GET", "/q/openapi", "", ""},
            {"GET", "/q/swagger-ui/", "", ""},
        };
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String[] call : calls) {
                URI uri = call[1].contains("%zz")
                        ? io.patchbay.server.Call.base().resolve("/api/v1/apps/x")
                        : io.patchbay.server.Call.base().resolve(call[1]);
                HttpRequest.Builder b =
                        HttpRequest.newBuilder(uri).method(call[0], HttpRequest.BodyPublishers.ofString(call[3]));
                if (!call[2].isEmpty()) b.header("Content-Type", call[2]);
                HttpResponse<String> r = http.send(b.build(), HttpResponse.BodyHandlers.ofString());
                System.err.println(call[0] + " " + call[1] + " " + call[3].substring(0, Math.min(40, call[3].length()))
                        + "\n   -> " + r.statusCode() + " " + r.headers().map() + "\n      "
                        + r.body()
                                .substring(0, Math.min(r.body().length(), call[1].contains("openapi") ? 20000 : 600)));
            }
        }
        assertThat(1).isOne();
    }
}
