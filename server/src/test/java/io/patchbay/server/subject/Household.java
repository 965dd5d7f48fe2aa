package io.patchbay.server.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.Call;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Configurations;
import io.patchbay.server.thing.Owner;
import io.patchbay.server.thing.Report;
import io.patchbay.server.thing.Writer;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Apps with end customers who own things, and what tests ask about them.
@Singleton
class Household {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String LAMP = """
            {"name": "Lamp", "displayType": "LAMP", "mainComponentId": "lamp", "components": [{
                "id": "lamp", "name": "Lamp", "componentType": "LAMP",
                "properties": [{"id": "on", "name": "on", "type": "BOOLEAN", "value": "false", "unit": "", "propertyType": "ONOFF"}],
                "actions": [{"id": "toggle", "parameters": []}]}]}""";

    /// Every table with something of an end customer.
    static final List<String> TABLES =
            List.of("client", "thing", "mapping", "action_request", "subject", "change_log", "vendor_grant");

    private final Db db;
    private final Configurations configurations;
    private final Writer writer;
    private final Ownership ownership;
    private final InstantSource clock;

    Household(Db db, Configurations configurations, Writer writer, Ownership ownership, InstantSource clock) {
        this.db = db;
        this.configurations = configurations;
        this.writer = writer;
        this.ownership = ownership;
        this.clock = clock;
    }

    static final class App {
        final AppId id;
        final String token;
        final TestToken tokens = TestToken.ofNewApp();

        App() {
            id = tokens.app();
            token = tokens.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.THINGS_ACTION, Scope.SUBJECTS_READ);
        }

        Call.Answer send(String method, String path, String subject, String body) {
            return Call.of(method, path)
                    .token(token)
                    .subject(subject)
                    .json(body)
                    .send();
        }

        /// A thing with a changed value, and an action that failed.
        UUID lamp(String subject) {
            Call.Answer made = send("POST", "/api/v1/things", subject, LAMP);
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            UUID id = UUID.fromString(made.json().get("Id").asText());
            String lamp = "/api/v1/things/" + id + "/components/lamp";
            assertThat(send("PUT", lamp + "/properties/on", subject, "{\"value\":\"true\"}")
                            .status())
                    .isLessThan(300);
            assertThat(send("POST", lamp + "/actions/toggle", subject, "{}").status())
                    .isEqualTo(201);
            return id;
        }

        Call.Answer erase(String subject) {
            return Call.delete(path(subject)).token(token).send();
        }

        Call.Answer receipt(JsonNode receipt) {
            return Call.get("/api/v1/erasures/" + receipt.get("id").asText())
                    .token(token)
                    .send();
        }

        JsonNode done(JsonNode receipt) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> receipt(receipt).json().get("status").asText().equals("DONE"));
            return receipt(receipt).json();
        }

        List<JsonNode> export(String subject, String query) {
            Call.Answer answer =
                    Call.get(path(subject) + "/export" + query).token(token).send();
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
            return answer.text().lines().map(Household::json).toList();
        }
    }

    static String path(String subject) {
        return "/api/v1/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// A client with one thing and one value, at rest.
    UUID client(App app, String subject, String type, Map<String, @Nullable Object> configuration) {
        UUID instance = UUID.randomUUID();
        UUID client = UUID.randomUUID();
        db.run(tx -> {
            tx.execute(
                    "insert into subject (app_id, id) values (?, ?) on conflict do nothing", app.id.value(), subject);
            tx.execute(
                    "insert into instance (id, app_id, type_id, configuration) values (?, ?, ?, ?)"
                            + " on conflict do nothing",
                    instance,
                    app.id.value(),
                    type,
                    configurations.seal(Map.of(), "instance:" + instance));
            tx.execute(
                    "insert into client (id, app_id, instance_id, type_id, subject, slice, configuration, paused)"
                            + " select ?, app_id, id, type_id, ?, ?, ?, true from instance"
                            + " where app_id = ? and type_id = ?",
                    client,
                    subject,
                    Slice.of(client).number(),
                    configurations.seal(configuration, "client:" + client),
                    app.id.value(),
                    type);
        });
        ownership.take();
        Component station = new Component(
                "station",
                "Station",
                "SENSOR",
                Set.of(),
                List.of(new Property("temperature", "Temperature", PropertyType.TEMPERATURE)),
                List.of());
        Thing found = new Thing(
                "dev", "Station", "ACME", "SENSOR", "station", Availability.AVAILABLE, List.of(), List.of(station));
        writer.apply(
                new Owner(
                        app.id,
                        subject,
                        client,
                        ownership.epoch(Slice.of(client)).orElseThrow()),
                new Report(
                        Optional.of(List.of(found)),
                        List.of(new Reading("dev", "station", "temperature", Value.of(21.5), clock.instant())),
                        Map.of()));
        return client;
    }

    /// How many rows of an app a table has.
    int rows(App app, String table) {
        return db.read(h -> h.createQuery("select count(*) from " + table + " where app_id = :app")
                .bind("app", app.id.value())
                .mapTo(Integer.class)
                .one());
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
