package io.patchbay.bench.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.bench.load.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/// The service's HTTP API as a new app uses it.
public final class Api {
    private static final String SCOPES =
            "connctd.connector connctd.things.read connctd.things.action connctd.subjects.read";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private String authorization = "";

    /// Makes an app in a running service.
    public Api(Service service) {
        base = service.base();
        JsonNode login = call(
                "POST", "/api/v1/auth/login", "", json(Map.of("email", Service.EMAIL, "password", Service.PASSWORD)));
        authorization = "Bearer " + login.path("access_token").asText();
        JsonNode app = call("POST", "/api/v1/apps", "", json(Map.of("name", "bench")));
        String credentials =
                app.path("client_id").asText() + ":" + app.path("client_secret").asText();
        authorization = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        JsonNode token = send(HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&scope=" + SCOPES.replace(" ", "%20"))));
        authorization = "Bearer " + token.path("access_token").asText();
    }

    /// @param path below `/api/v1`
    public JsonNode get(String path, String subject) {
        return call("GET", "/api/v1" + path, subject, "");
    }

    public JsonNode post(String path, String subject, Object body) {
        return call("POST", "/api/v1" + path, subject, json(body));
    }

    /// The same as bytes for the generator of load.
    public Request request(String method, String path, String subject, String body) {
        return Request.of(method, "/api/v1" + path, authorization, subject, body);
    }

    /// The status of an answer, whatever it is.
    ///
    /// @param path with all that comes before, as in a [Request]
    /// @throws IOException if there is no answer
    public int status(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private JsonNode call(String method, String path, String subject, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!subject.isEmpty()) {
            request.header("X-External-Subject-Id", subject);
        }
        return send(request);
    }

    private JsonNode send(HttpRequest.Builder request) {
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new BenchmarkException(
                        response.uri().getPath() + " answered " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new BenchmarkException("the service did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }
}
