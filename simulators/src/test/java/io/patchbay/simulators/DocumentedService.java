package io.patchbay.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// As much of the service's API as the demo needs, as its documentation says it. The real service is tried with the
/// demo in `system-tests`.
final class DocumentedService extends Simulator {
    static final Map<String, String> ADMIN =
            Map.of("PATCHBAY_ADMIN_EMAIL", "dev@example.org", "PATCHBAY_ADMIN_PASSWORD", "correct horse");

    final Map<String, String> apps = new ConcurrentHashMap<>();
    final Map<String, JsonNode> clients = new ConcurrentHashMap<>();
    final Map<String, Integer> instances = new ConcurrentHashMap<>();
    /// Where the consents of this service's customers are asked for, and how often one was brought back.
    volatile String netatmo = "";

    final AtomicInteger linked = new AtomicInteger();

    /// The one webhook's secret, of which there is one more with each that was asked for, and its URL.
    final AtomicInteger secrets = new AtomicInteger();

    volatile String webhook = "";

    /// What is answered to the creation of an instance of Open-Meteo.
    volatile int openMeteo = 201;

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
                "/api/v1/connectors/descriptions",
                _ -> Response.json("""
                [{"id":1,"type_id":"openweathermap"}%s]""".formatted(netatmo.isEmpty() ? "" : ",{\"id\":2,\"type_id\":\"netatmo\"}")));
        get(
                "/api/v1/webhooks",
                _ -> Response.json(webhook.isEmpty() ? "[]" : "[{\"id\":\"w\",\"url\":\"" + webhook + "\"}]"));
        post("/api/v1/webhooks", r -> webhook(201, r));
        post("/api/v1/webhooks/w/secret", _ -> secret(200));
        route("PATCH", "/api/v1/webhooks/w", r -> webhook(200, r));
        post("/api/v1/connectors/clients/{id}/link", _ -> consent());
        get("/api/v1/connectors/oauth/callback", this::callback);
        get(
                "/api/v1/connectors/clients",
                r -> Response.json("[{\"href\":\"" + url() + "/api/v1/connectors/clients/" + subject(r) + "\"}]"));
        get("/api/v1/connectors/clients/{id}", this::view);
        get(
                "/api/v1/things/{id}/components/{component}/properties/temperature",
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
        String connector = json(request).path("connector_type_id").asText();
        if (connector.equals("open-meteo") && openMeteo != 201) {
            return error(openMeteo, "the vendor is away");
        }
        return instances.putIfAbsent(connector, 1) == null
                ? Response.json(201, "{\"id\":\"i\"}")
                : error(409, "there is one already");
    }

    /// As for every vendor that wants a browser.
    private Response consent() {
        String back = URLEncoder.encode(url() + "/api/v1/connectors/oauth/callback", StandardCharsets.UTF_8);
        return Response.json(303, "{\"client_id\":\"c\"}")
                .header(
                        "Location",
                        netatmo + "/oauth2/authorize?client_id=" + NetatmoSimulator.CLIENT_ID
                                + "&scope=read_station&state=s-1&redirect_uri=" + back);
    }

    private Response webhook(int status, Request request) {
        webhook = json(request).path("url").asText();
        return status == 201 ? secret(201) : Response.json("{}");
    }

    private Response secret(int status) {
        secrets.incrementAndGet();
        return Response.json(status, "{\"id\":\"w\",\"secret\":\"" + secret() + "\"}");
    }

    String secret() {
        byte[] key = new byte[24];
        key[0] = secrets.byteValue();
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    private Response callback(Request request) {
        boolean agreed = request.query("state").equals(Optional.of("s-1"))
                && request.query("code").isPresent();
        linked.addAndGet(agreed ? 1 : 0);
        return Response.empty(303).header("Location", url() + "/?client_id=c&result=" + (agreed ? "linked" : "denied"));
    }

    private Response client(Request request) {
        if (json(request).path("connector_type_id").asText().equals("netatmo")
                && clients.putIfAbsent(subject(request), json(request)) == null) {
            return consent();
        }
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
                                + request.part("id")
                                + "\"},{\"connector_thing_id\":\"h/1\",\"thing_id\":\"r-"
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
