package io.patchbay.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// As much of the service's API as the demo needs, as its documentation says it. The real service is tried with the
/// demo in `system-tests`.
final class DocumentedService extends Simulator {
    static final Map<String, String> ADMIN =
            Map.of("PATCHBAY_ADMIN_EMAIL", "dev@example.org", "PATCHBAY_ADMIN_PASSWORD", "correct horse");

    final Map<String, String> apps = new ConcurrentHashMap<>();
    final Map<String, JsonNode> clients = new ConcurrentHashMap<>();
    private volatile boolean instance;

    DocumentedService() {
        super(0);
        get("/q/health/ready", _ -> Response.json("{\"status\":\"UP\"}"));
        post("/api/v1/auth/login", this::login);
        post("/api/v1/auth/logout", _ -> Response.empty(200));
        post("/api/v1/apps", this::app);
        post("/oauth2/token", this::token);
        post("/api/v1/connectors/instances", this::instance);
        post("/api/v1/connectors/clients", this::client);
        get(
                "/api/v1/connectors/clients",
                r -> Response.json("[{\"href\":\"" + url() + "/api/v1/connectors/clients/" + subject(r) + "\"}]"));
        get("/api/v1/connectors/clients/{id}", this::view);
        get(
                "/api/v1/things/{id}/components/current/properties/temperature",
                r -> Response.json("{\"id\":\"temperature\",\"value\":\"7.25\",\"unit\":\"°C\"}"));
    }

    private Response login(Request request) {
        JsonNode body = json(request);
        return body.path("email").asText().equals(ADMIN.get("PATCHBAY_ADMIN_EMAIL"))
                        && body.path("password").asText().equals(ADMIN.get("PATCHBAY_ADMIN_PASSWORD"))
                ? Response.json("{\"access_token\":\"admin-token\"}")
                : error(401, "email or password is wrong");
    }

    private Response app(Request request) {
        if (!bearer(request).equals("admin-token")) {
            return error(401, "log in first");
        }
        String id = "app-" + apps.size();
        apps.put(id, "secret-of-" + id);
        return Response.json(
                201,
                "{\"id\":\"1\",\"name\":\"%s\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                        .formatted(json(request).path("name").asText(), id, apps.get(id)));
    }

    private Response token(Request request) {
        String basic = request.header("authorization").orElse("").substring("Basic ".length());
        String[] given = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
        return given[1].equals(apps.get(given[0])) && request.text().contains("connctd.connector")
                ? Response.json("{\"access_token\":\"app-token\",\"token_type\":\"bearer\",\"expires_in\":3599}")
                : Response.json(401, "{\"error\":\"invalid_client\"}");
    }

    private Response instance(Request request) {
        if (!bearer(request).equals("app-token")) {
            return error(401, "no token");
        }
        if (instance) {
            return error(409, "there is one already");
        }
        instance = true;
        return Response.json(201, "{\"id\":\"i\"}");
    }

    private Response client(Request request) {
        return clients.putIfAbsent(subject(request), json(request)) == null
                ? Response.json(201, "{\"client_id\":\"c\"}")
                : error(409, "there is one already");
    }

    /// The first customer's is not yet started when it is looked at first.
    private Response view(Request request) {
        long looks =
                calls().stream().filter(c -> c.path().equals(request.path())).count();
        return Response.json(
                looks < 2 && request.part("id").equals("anna")
                        ? "{\"status\":\"STARTING\",\"mappings\":[]}"
                        : "{\"status\":\"STARTED\",\"mappings\":[{\"connector_thing_id\":\"x\",\"thing_id\":\"t-"
                                + request.part("id") + "\"}]}");
    }

    private static String subject(Request request) {
        return request.header("x-external-subject-id").orElse("");
    }

    private static String bearer(Request request) {
        return request.header("authorization").orElse("").replace("Bearer ", "");
    }

    private static Response error(int status, String description) {
        return Response.json(
                status, "{\"status\":%d,\"error\":\"E\",\"description\":\"%s\"}".formatted(status, description));
    }

    private static JsonNode json(Request request) {
        try {
            return new JsonMapper().readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
