package io.patchbay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Real answers against the document that describes them.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class OpenApiTest {
    private static final String API = "/api/v1";
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
    private static final String WEATHER = """
            {"connector_type_id": "openweathermap", "configuration": {"app_key": "0123456789abcdef0123456789abcdef"}}""";
    private static final String BERLIN = """
            {"connector_type_id": "openweathermap", "configuration": {"latitude": 52.52, "longitude": 13.41}}""";
    private static final String LAMP = """
            {"name": "Lamp", "displayType": "LAMP", "mainComponentId": "lamp", "components": [{
                "id": "lamp", "name": "Lamp", "componentType": "LAMP", "capabilities": ["SWITCHABLE"],
                "properties": [{"id": "on", "name": "on", "value": "false", "type": "BOOLEAN", "propertyType": "ONOFF"}],
                "actions": [{"id": "setOn", "name": "setOn", "parameters": [{"name": "on", "type": "BOOLEAN"}]}]}]}""";

    private static final String STATION = """
            {"name": "Station", "displayType": "STATION", "mainComponentId": "station", "components": [{
                "id": "station", "name": "Station", "componentType": "STATION", "properties": [{
                    "id": "temperature", "name": "T", "value": "0", "type": "NUMBER", "unit": "°C",
                    "propertyType": "TEMPERATURE"}]}]}""";

    private final ApiDocument document = new ApiDocument();
    private final TestToken app = TestToken.ofNewApp();
    private String token = app.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.THINGS_ACTION, Scope.SUBJECTS_READ);

    @Test
    void descriptions_are_answered_as_described() {
        JsonNode all = expect(200, get("/connectors/descriptions"));
        assertThat(all).isNotEmpty();
        expect(200, get("/connectors/descriptions/" + all.get(0).get("id").asText()));
        expect(200, get("/connectors/descriptions/" + all.get(0).get("id").asText() + "/schema"));
        expect(404, get("/connectors/descriptions/999999"));
    }

    @Test
    void instances_are_answered_as_described() {
        expect(400, post("/connectors/clients", BERLIN));
        expect(
                400,
                post("/connectors/instances", "{\"connector_type_id\": \"openweathermap\", \"configuration\": {}}"));
        expect(400, post("/connectors/instances", "{"));
        String path = "/connectors/instances/"
                + expect(201, post("/connectors/instances", WEATHER)).get("id").asText();
        expect(409, post("/connectors/instances", WEATHER));
        expect(200, get("/connectors/instances"));
        expect(200, get("/connectors/instances?expand=true"));
        expect(400, get("/connectors/instances?limit=none"));
        expect(201, post("/connectors/clients", BERLIN));
        expect(200, get(path));
        expect(200, get(path + "/clients"));
        expect(204, send("PUT", path, WEATHER));
        expect(400, send("PUT", path, BERLIN));
        expect(409, send("DELETE", path, ""));
        expect(404, get("/connectors/instances/" + NOBODY));
        expect(404, send("DELETE", "/connectors/instances/" + NOBODY, ""));
        expect(404, send("PUT", "/connectors/instances/" + NOBODY, WEATHER));
        refusals("GET", "/connectors/instances");
        refusals("GET", path);
    }

    @Test
    void clients_are_answered_as_described() {
        expect(201, post("/connectors/instances", WEATHER));
        String path = "/connectors/clients/"
                + expect(201, post("/connectors/clients", BERLIN))
                        .get("client_id")
                        .asText();
        expect(409, post("/connectors/clients", BERLIN));
        expect(200, get(path));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !expect(200, get(path)).get("mappings").isEmpty());
        expect(200, get("/connectors/clients"));
        expect(200, get("/connectors/clients?expand=true"));
        expect(200, send("PATCH", path, "{\"configuration\": {\"latitude\": 48.14, \"longitude\": 11.58}}"));
        expect(400, send("PATCH", path, "{\"configuration\": {\"latitude\": \"north\"}}"));
        expect(202, post(path + "/poll", ""));
        expect(409, post(path + "/link", ""));
        expect(200, post(path + "/pause", ""));
        expect(409, post(path + "/poll", ""));
        expect(200, post(path + "/resume", ""));
        refusals("GET", path);
        refusals("POST", path + "/poll");
        expect(204, send("DELETE", path, ""));
        for (String gone : List.of("", "/poll", "/pause", "/resume", "/link")) {
            expect(404, send(gone.isEmpty() ? "GET" : "POST", path + gone, ""));
        }
        expect(200, get("/connectors/callbackurl"));
    }

    @Test
    void things_are_answered_as_described() {
        expect(400, post("/things", "{}"));
        String path = "/things/" + expect(201, post("/things", LAMP)).get("Id").asText();
        String component = path + "/components/lamp";
        String property = component + "/properties/on";
        for (String below : List.of("/things", path, path + "/components", component, component + "/properties")) {
            expect(200, get(below));
            expect(200, get(below + "?expand=true"));
            refusals("GET", below);
        }
        for (String tagged : List.of(path, component, property)) {
            Answer answer = get(tagged);
            expect(200, answer);
            String tag = answer.header("ETag");
            Call again = Call.get(API + tagged).token(token).header("If-None-Match", tag);
            expect(304, document.send("GET", API + tagged, again));
        }
        expect(200, send("PUT", property, "{\"value\": \"true\"}"));
        expect(200, get(property));
        expect(400, send("PUT", property, "{\"value\": \"maybe\"}"));
        expect(204, send("PATCH", path, "{\"status\": \"UNAVAILABLE\"}"));
        expect(400, send("PATCH", path, "{\"status\": \"GONE\"}"));
        expect(404, get(component + "x"));
        expect(404, get(property + "x"));
        expect(200, get("/subjects"));
        expect(200, get("/subjects?expand=true"));
        expect(200, get("/subjects/anna"));
        expect(404, get("/subjects/nobody"));
        refusals("GET", "/subjects", Scope.THINGS_READ);
        expect(200, send("DELETE", path, ""));
        expect(404, get(path));
        expect(404, send("DELETE", path, ""));
    }

    @Test
    void histories_are_answered_as_described() {
        String thing = expect(201, post("/things", STATION)).get("Id").asText();
        String property = "/things/" + thing + "/components/station/properties/temperature";
        expect(200, send("PUT", property, "{\"value\": \"7.5\"}"));
        String history = property + "/history";
        assertThat(expect(200, get(history))).isNotEmpty();
        assertThat(expect(200, get(history + "?bucket=1h&gt=5"))).isNotEmpty();
        Call table = Call.get(API + history).token(token).header("Accept", "text/csv");
        assertThat(document.send("GET", API + history, table).text()).contains("7.5");
        expect(400, get(history + "?bucket=often"));
        expect(404, get(property + "x/history"));
        refusals("GET", history);
    }

    @Test
    void actions_are_answered_as_described() {
        expect(200, post("/actions/callback/register", "{\"CallbackUrl\": \"http://127.0.0.1:9/actions\"}"));
        expect(400, post("/actions/callback/register", "{\"CallbackUrl\": \"nowhere\"}"));
        String thing = expect(201, post("/things", LAMP)).get("Id").asText();
        String action = "/things/" + thing + "/components/lamp/actions/setOn";
        String request =
                expect(201, post(action, "{\"on\": \"true\"}")).get("id").asText();
        expect(400, post(action, "{\"on\": \"maybe\"}"));
        expect(404, post(action + "x", "{}"));
        expect(200, get("/actions/" + request));
        expect(200, get("/things/" + thing + "/actions"));
        expect(404, get("/actions/" + NOBODY));
        refusals("GET", "/actions/" + request, Scope.SUBJECTS_READ);
    }

    @Test
    void tokens_and_apps_are_answered_as_described() {
        String login = "{\"email\":\"" + FreshDatabase.EMAIL + "\",\"password\":\"" + FreshDatabase.PASSWORD + "\"}";
        expect(401, post("/auth/login", "{\"email\": \"stranger@example.org\", \"password\": \"none\"}"));
        expect(400, post("/auth/login", "{}"));
        token = expect(200, post("/auth/login", login)).get("access_token").asText();
        JsonNode made = expect(201, post("/apps", "{\"name\": \"described\"}"));
        String path = "/apps/" + made.get("id").asText();
        expect(400, post("/apps", "{}"));
        expect(200, get("/apps"));
        expect(200, get("/apps?expand=true"));
        expect(200, get(path));
        expect(200, post(path + "/secret", ""));
        expect(200, send("PATCH", path, "{\"retention_days\": 30}"));
        expect(400, send("PATCH", path, "{\"retention_days\": 0}"));
        expect(403, get("/connectors/instances"));
        Map<String, String> form = Map.of(
                "grant_type", "client_credentials",
                "client_id", made.get("client_id").asText(),
                "client_secret", made.get("client_secret").asText());
        JsonNode granted = expect(
                200,
                document.send(
                        "POST", "/oauth2/token", Call.post("/oauth2/token").form(form)));
        expect(
                400,
                document.send(
                        "POST", "/oauth2/token", Call.post("/oauth2/token").form(Map.of("scope", "x"))));
        expect(
                401,
                document.send(
                        "POST",
                        "/oauth2/token",
                        Call.post("/oauth2/token")
                                .form(Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_id",
                                        NOBODY,
                                        "client_secret",
                                        "x"))));
        Map<String, String> revoke = Map.of(
                "token", granted.get("access_token").asText(),
                "client_id", made.get("client_id").asText(),
                "client_secret", made.get("client_secret").asText());
        expect(
                200,
                document.send(
                        "POST", "/oauth2/revoke", Call.post("/oauth2/revoke").form(revoke)));
        String metadata = "/.well-known/oauth-authorization-server";
        expect(200, document.send("GET", metadata, Call.get(metadata)));
        expect(204, send("DELETE", path, ""));
        expect(404, get(path));
        expect(204, post("/auth/logout", ""));
        expect(401, get("/apps"));
    }

    @Test
    void a_consent_that_nobody_began_is_answered_as_described() {
        String path = API + "/connectors/oauth/callback";
        Answer answer = document.send("GET", path, Call.get(path + "?state=unknown&code=x"));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void every_route_is_described_with_a_summary_its_scope_and_its_errors() throws Exception {
        List<Method> routes = routes();
        assertThat(routes).hasSizeGreaterThan(40).allSatisfy(route -> {
            ApiDocument.Operation operation = document.operation(method(route), path(route));
            JsonNode body = operation.body();
            assertThat(body.path("summary").asText()).as(operation.name()).isNotBlank();
            assertThat(body.at("/responses/500").isMissingNode())
                    .as(operation.name())
                    .isFalse();
            Needs needs = route.getAnnotation(Needs.class);
            if (needs == null) {
                assertThat(body.path("security")).as(operation.name()).isEmpty();
            } else {
                assertThat(body.path("description").asText())
                        .as(operation.name())
                        .contains("Required scope")
                        .contains(Arrays.stream(needs.value())
                                .map(scope -> "`" + scope.wire() + "`")
                                .toList());
                assertThat(body.path("security")).as(operation.name()).isNotEmpty();
                assertThat(body.at("/responses/401").isMissingNode())
                        .as(operation.name())
                        .isFalse();
                assertThat(body.at("/responses/403").isMissingNode())
                        .as(operation.name())
                        .isFalse();
            }
            if (operation.path().contains("{")) {
                assertThat(body.at("/responses/404").isMissingNode())
                        .as(operation.name())
                        .isFalse();
            }
        });
        assertThat(document.operations()).hasSameSizeAs(routes);
    }

    @Test
    void the_samples_of_the_specification_are_examples() throws IOException {
        JsonNode samples;
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/specification-samples.json")) {
            samples = new ObjectMapper().readTree(file);
        }
        assertThat(samples.properties()).hasSizeGreaterThan(8).allSatisfy(sample -> {
            String[] operation = sample.getKey().split(" ", -1);
            assertThat(document.operation(operation[0], operation[1]).examples())
                    .as(sample.getKey())
                    .anySatisfy(example -> assertThat(shows(example, sample.getValue()))
                            .as(example + " shows " + sample.getValue())
                            .isTrue());
        });
    }

    @Test
    void every_example_is_as_described() {
        assertThat(document.operations()).isNotEmpty().allSatisfy(document::checkExamples);
    }

    /// Whether the example has everything that the sample has; ours may say more.
    private static boolean shows(JsonNode example, JsonNode sample) {
        if (sample.isObject()) {
            return sample.properties().stream()
                    .allMatch(member -> shows(example.path(member.getKey()), member.getValue()));
        }
        if (sample.isArray()) {
            return sample.size() == example.size() && shows(example.path(0), sample.path(0));
        }
        return sample.equals(example);
    }

    private void refusals(String method, String path) {
        refusals(method, path, Scope.SUBJECTS_READ);
    }

    /// Without a token, and with one that lacks the scope.
    private void refusals(String method, String path, Scope other) {
        expect(
                401,
                document.send(method, API + path, Call.of(method, API + path).subject("anna")));
        expect(
                403,
                document.send(
                        method,
                        API + path,
                        Call.of(method, API + path).subject("anna").token(app.with(other))));
    }

    private Answer get(String path) {
        return document.send(
                "GET", API + path, Call.get(API + path).token(token).subject("anna"));
    }

    private Answer post(String path, String body) {
        return send("POST", path, body);
    }

    private Answer send(String method, String path, String body) {
        Call call = Call.of(method, API + path).token(token).subject("anna");
        return document.send(method, API + path, body.isEmpty() ? call : call.json(body));
    }

    /// Missing if there is no body.
    private static JsonNode expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer.text().isEmpty() ? MissingNode.getInstance() : answer.json();
    }

    /// All methods of the service that answer requests.
    private static List<Method> routes() throws IOException, URISyntaxException, ClassNotFoundException {
        java.nio.file.Path classes = java.nio.file.Path.of(
                Needs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Method> routes = new ArrayList<>();
        List<String> names;
        try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Routes.class"))
                    .map(name -> name.replace('/', '.').replaceFirst("\\.class$", ""))
                    .filter(name -> !name.contains(".console.")) // pages, which are no part of the API
                    .toList();
        }
        for (String name : names) {
            Class<?> room = Class.forName(name, false, OpenApiTest.class.getClassLoader());
            Arrays.stream(room.getDeclaredMethods())
                    .filter(method -> !method.isSynthetic() && !method(method).isEmpty())
                    .filter(method -> !path(method).startsWith("/connect")) // pages, too
                    .forEach(routes::add);
        }
        return routes;
    }

    private static String method(Method route) {
        return Arrays.stream(route.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .findFirst()
                .orElse("");
    }

    /// As the document writes it: without the patterns of parameters.
    private static String path(Method route) {
        Path room = route.getDeclaringClass().getAnnotation(Path.class);
        Path below = route.getAnnotation(Path.class);
        String whole = room.value() + (below == null ? "" : "/" + below.value());
        return ("/" + whole)
                .replaceAll("\\{([^}:]+):[^}]+}", "{$1}")
                .replaceAll("/+", "/")
                .replaceAll("(.)/$", "$1");
    }
}
