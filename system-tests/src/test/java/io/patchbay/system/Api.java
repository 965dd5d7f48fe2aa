package io.patchbay.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The service's HTTP API as one app uses it, from any thread.
final class Api {
    static final String WEATHER = "openweathermap";
    private static final String SCOPES =
            "connctd.connector connctd.things.read connctd.things.action connctd.subjects.read";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final String id;
    private final String secret;
    private final String token;

    private Api(String base, String id, String secret, String token) {
        this.base = base;
        this.id = id;
        this.secret = secret;
        this.token = token;
    }

    /// As the developer, who is logged in.
    static Api ofDeveloper(Service service) {
        String login = new Api(service.base(), "", "", "")
                .call("POST", "/auth/login", "", Map.of("email", Service.EMAIL, "password", Service.PASSWORD))
                .expect(200)
                .member("access_token");
        return new Api(service.base(), "", "", login);
    }

    /// Of a new app with a token of all scopes.
    static Api ofNewApp(Service service) {
        Api developer = ofDeveloper(service);
        Answer app = developer
                .call("POST", "/apps", "", Map.of("name", "system test"))
                .expect(201);
        developer.call("POST", "/auth/logout", "", null);
        return of(service, app.member("client_id"), app.member("client_secret"));
    }

    /// An app that somebody has made.
    static Api of(Service service, String id, String secret) {
        String token = new Api(service.base(), "", "", "")
                .token(id, secret)
                .expect(200)
                .member("access_token");
        return new Api(service.base(), id, secret, token);
    }

    /// The same app at another node.
    Api at(Service other) {
        return new Api(other.base(), id, secret, token);
    }

    static boolean isReady(String base) {
        try {
            HttpRequest ready = HttpRequest.newBuilder(URI.create(base + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    String token() {
        return token;
    }

    /// RFC 6749 section 4.4.
    Answer token(String client, String password) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + password).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&scope=" + URLEncoder.encode(SCOPES, StandardCharsets.UTF_8))));
    }

    Answer get(String path, String subject) {
        return call("GET", path, subject, null);
    }

    /// A call of the app.
    ///
    /// @param path below `/api/v1`, or a link that the service gave
    /// @param subject empty for none
    Answer call(String method, String path, String subject, @Nullable Object body) {
        try {
            return attempt(method, path, subject, body == null ? "" : JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        }
    }

    /// As [#call], for who expects that there may be no answer, or has a body that is no JSON.
    Answer attempt(String method, String path, String subject, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(path.startsWith("/") ? base + "/api/v1" + path : path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!subject.isEmpty()) {
            request.header("X-External-Subject-Id", subject);
        }
        return exchange(request);
    }

    /// As a browser asks, without the app's token.
    Answer browse(URI page) {
        return send(HttpRequest.newBuilder(page));
    }

    Answer createInstance(String type, Map<String, ?> configuration) {
        return call("POST", "/connectors/instances", "", configured(type, configuration));
    }

    /// The id of a new instance of OpenWeatherMap with the key that works.
    String weatherInstance() {
        return createInstance(WEATHER, Map.of("app_key", OpenWeatherMapSimulator.APP_KEY))
                .expect(201)
                .member("id");
    }

    Answer createClient(String subject, String type, Map<String, ?> configuration) {
        return call("POST", "/connectors/clients", subject, configured(type, configuration));
    }

    /// The id of a new client of OpenWeatherMap at this place.
    String weatherClient(String subject, double latitude, double longitude) {
        return createClient(subject, WEATHER, Map.of("latitude", latitude, "longitude", longitude))
                .expect(201)
                .member("client_id");
    }

    JsonNode client(String client) {
        return get("/connectors/clients/" + client, "").expect(200).json();
    }

    /// `STARTING`, `STARTED` or `ERROR`.
    String status(String client) {
        return client(client).path("status").asText();
    }

    private static Map<String, ?> configured(String type, Map<String, ?> configuration) {
        return Map.of("connector_type_id", type, "configuration", configuration);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static Answer exchange(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
