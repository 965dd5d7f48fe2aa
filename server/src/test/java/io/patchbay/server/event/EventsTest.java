package io.patchbay.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.Failure;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.action.ValveConnector;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What happens to an app's things, clients and requests of actions, as events.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class EventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Events events;

    @Inject
    Db db;

    private final Household household = new Household();

    private List<Event> all() {
        return events.read(Optional.of(household.id()), 0, Long.MAX_VALUE, 1000);
    }

    private Stream<JsonNode> data(EventType type) {
        return all().stream().filter(event -> event.type() == type).map(EventsTest::json);
    }

    private static JsonNode json(Event event) {
        try {
            return JSON.readTree(event.data());
        } catch (IOException e) {
            throw new AssertionError(event.data(), e);
        }
    }

    private static String brief(JsonNode data) {
        return data.get("status").asText() + (data.path("paused").asBoolean() ? " paused" : "");
    }

    @Test
    void what_happens_to_a_thing_is_told_in_order_and_as_the_api_shows_it() {
        UUID lamp = household.lamp("anna");
        household.put(lamp, "level", "7.50");
        household.send("anna", "PATCH", "/api/v1/things/" + lamp, "{\"status\": \"UNAVAILABLE\"}");
        Call.delete("/api/v1/things/" + lamp).token(household.token).send();
        List<Event> all = all();
        assertThat(all)
                .extracting(event -> event.type().wire())
                .containsExactly(
                        "thing.added", "property.changed", "property.changed", "thing.status", "thing.removed");
        assertThat(all).extracting(Event::position).isSorted().doesNotHaveDuplicates();
        assertThat(all).allSatisfy(event -> {
            assertThat(event.about()).isEqualTo(lamp);
            assertThat(event.thing()).contains(lamp);
            assertThat(event.subject()).isEqualTo("anna");
            assertThat(event.data()).doesNotContain("\n");
        });
        JsonNode level = json(all.get(2));
        assertThat(level.properties().stream().map(field -> field.getKey()))
                .containsExactly(
                        "subject",
                        "thingId",
                        "componentId",
                        "propertyId",
                        "propertyType",
                        "value",
                        "unit",
                        "lastUpdate");
        assertThat(level.get("value").isTextual()).isTrue();
        assertThat(level.get("value").asText()).isEqualTo("7.5");
        assertThat(level.get("unit").asText()).isEqualTo("%");
        assertThat(level.get("lastUpdate").asText()).isEqualTo(all.get(2).time().toString());
        assertThat(all.get(2).propertyType()).contains("LEVEL");
        assertThat(json(all.get(3)).get("status").asText()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void each_change_of_a_client_is_told_once() {
        String valve = UUID.randomUUID().toString();
        String client = household.valve(valve);
        household.ask(client, "pause");
        household.ask(client, "pause");
        household.ask(client, "resume");
        Call.delete("/api/v1/connectors/clients/" + client)
                .token(household.token)
                .send();
        assertThat(data(EventType.CLIENT_STATUS).map(EventsTest::brief))
                .containsExactly("STARTING", "STARTED", "STARTED paused", "STARTED", "DELETED");
        assertThat(data(EventType.CLIENT_STATUS)).allSatisfy(data -> {
            assertThat(data.get("clientId").asText()).isEqualTo(client);
            assertThat(data.get("subject").asText()).isEqualTo("anna");
            assertThat(data.get("connector").asText()).isEqualTo(ValveConnector.TYPE);
            assertThat(data.get("linked").asBoolean()).isTrue();
        });
        assertThat(all().getLast().type()).as("its things go first").isEqualTo(EventType.CLIENT_STATUS);
    }

    @Test
    void ten_failing_polls_with_other_causes_are_one_event_and_the_recovery_is_one() {
        String valve = UUID.randomUUID().toString();
        String client = household.valve(valve);
        AtomicInteger failures = new AtomicInteger();
        ValveConnector.breaks(
                valve, () -> new Failure.Unavailable("The valve is stuck: " + failures.incrementAndGet()));
        for (int i = 1; i <= 10; i++) {
            int polls = ValveConnector.polls(valve);
            household.ask(client, "poll");
            await().until(() -> ValveConnector.polls(valve) > polls);
            await().until(() -> stored(client).equals("The valve is stuck: " + failures.get()));
        }
        ValveConnector.recovers(valve);
        household.ask(client, "poll");
        await().until(() -> household.status(client).equals("STARTED"));
        assertThat(failures.get()).isGreaterThanOrEqualTo(10);
        assertThat(data(EventType.CLIENT_STATUS).map(EventsTest::brief))
                .containsExactly("STARTING", "STARTED", "ERROR", "STARTED");
        JsonNode broke = data(EventType.CLIENT_STATUS).toList().get(2);
        assertThat(broke.get("cause").asText()).isEqualTo("The valve is stuck: 1");
        assertThat(broke.get("whoMustAct").asText()).isEqualTo("nobody");
    }

    private String stored(String client) {
        return db.read(h -> h.createQuery("select coalesce(cause, '') from client where id = :id")
                .bind("id", UUID.fromString(client))
                .mapTo(String.class)
                .one());
    }

    @Test
    void a_request_of_an_action_is_told_when_it_is_made_and_when_it_has_ended() {
        String client = household.valve(UUID.randomUUID().toString());
        String thing = Call.get("/api/v1/connectors/clients/" + client)
                .token(household.token)
                .send()
                .json()
                .at("/mappings/0/thing_id")
                .asText();
        String id = household
                .send(
                        "anna",
                        "POST",
                        "/api/v1/things/" + thing + "/components/heating/actions/setPoint",
                        "{\"temperature\": 21}")
                .json()
                .get("id")
                .asText();
        await().until(() -> data(EventType.ACTION_STATUS).count() == 2);
        assertThat(data(EventType.ACTION_STATUS).map(EventsTest::brief)).containsExactly("PENDING", "COMPLETED");
        assertThat(all().stream().filter(event -> event.type() == EventType.ACTION_STATUS))
                .allSatisfy(event -> {
                    assertThat(event.about()).hasToString(id);
                    assertThat(event.thing())
                            .hasValueSatisfying(of -> assertThat(of).hasToString(thing));
                    assertThat(json(event).get("actionRequestId").asText()).isEqualTo(id);
                    assertThat(json(event).get("actionId").asText()).isEqualTo("setPoint");
                });
    }

    @Test
    void another_app_reads_nothing_of_it() {
        household.lamp("anna");
        Household other = new Household();
        assertThat(events.read(Optional.of(other.id()), 0, Long.MAX_VALUE, 10)).isEmpty();
    }
}
