package io.patchbay.simulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The service's HTTP API as an app sees it. Not for use by several threads at once.
final class DemoApi implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private String token = "";

    DemoApi(String base) {
        this.base = base.replaceAll("/+$", "");
    }

    /// @param json an empty or missing node if the answer has no JSON
    /// @param location where a redirect leads, or empty
    record Answer(int status, JsonNode json, String location) {

        /// @throws IllegalStateException with the service's own words, if the status is another one
        JsonNode expect(String what, Integer... statuses) {
            if (!Set.of(statuses).contains(status)) {
                String words =
                        json.path("description").asText(json.path("error").asText("no further words"));
                throw new IllegalStateException(what + " was answered with " + status + ": " + words);
            }
            return json;
        }
    }

    String base() {
        return base;
    }

    String token() {
        return token;
    }

    /// Goes on with this token.
    void authorize(String bearer) {
        token = bearer;
    }

    Answer get(String path, String subject) throws IOException, InterruptedException {
        return send(request(path, subject).GET());
    }

    Answer post(String path, String subject, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path, subject)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer patch(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path, "")
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /// Posts a text to somebody else than the service: without the app's token.
    Answer tell(URI address, String text) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(text)));
    }

    /// RFC 6749 section 4.4.
    Answer token(String client, String secret, String scopes) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        String form = Map.of("grant_type", "client_credentials", "scope", scopes).entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /// As a browser asks: without the app's token.
    Answer browse(URI page) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(page));
    }

    /// @param path relative to the base, or a link that the service gave
    private HttpRequest.Builder request(String path, String subject) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("/") ? base + path : path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!subject.isEmpty()) {
            request.header("X-External-Subject-Id", subject);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(),
                json(response.body()),
                response.headers().firstValue("Location").orElse(""));
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
