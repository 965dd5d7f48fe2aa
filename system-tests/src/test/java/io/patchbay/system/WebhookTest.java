package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulators.NetatmoSimulator;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Netatmo's webhooks: what a customer turns by hand shows long before the next poll, which is an hour away.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final NetatmoSimulator netatmo = new NetatmoSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
    private final Service service =
            new Service().with(NetatmoCustomers.TYPE, netatmo).every(NetatmoCustomers.TYPE, Duration.ofHours(1));
    private Api api;
    private NetatmoCustomers customers;

    @BeforeAll
    void start() {
        service.start();
        api = Api.ofNewApp(service);
        customers = NetatmoCustomers.of(api);
    }

    @AfterAll
    void stop() {
        service.close();
        netatmo.close();
    }

    @Test
    void a_set_point_that_is_turned_by_hand_shows_without_a_poll() {
        String client = linked("nora");
        long polls = polls();
        String room = netatmo.household("nora").rooms().getFirst();
        netatmo.turnByHand("nora", room, 26.5);
        awaitTarget(client, room, "26.5");
        netatmo.tellTwice(true);
        netatmo.turnByHand("nora", room, 24.5);
        awaitTarget(client, room, "24.5");
        netatmo.tellTwice(false);
        assertThat(polls()).isEqualTo(polls);
        assertThat(netatmo.webhookAnswers("nora")).isNotEmpty().containsOnly(204);
    }

    @Test
    void the_webhook_works_after_a_kill_and_is_not_registered_again() {
        String client = linked("olga");
        service.kill();
        service.start();
        netatmo.forget();
        String room = netatmo.household("olga").rooms().getFirst();
        netatmo.turnByHand("olga", room, 27.5);
        awaitTarget(client, room, "27.5");
        assertThat(netatmo.calls()).noneMatch(call -> call.path().equals("/api/addwebhook"));
    }

    @Test
    void a_delivery_that_is_signed_with_another_secret_is_refused() {
        String client = linked("paul");
        String room = netatmo.household("paul").rooms().getFirst();
        netatmo.turnByHand("paul", room, 21.5);
        awaitTarget(client, room, "21.5");
        int before = netatmo.webhookAnswers("paul").size();
        netatmo.signWith("the secret of somebody else");
        netatmo.turnByHand("paul", room, 30);
        await().atMost(PATIENCE).until(() -> netatmo.webhookAnswers("paul").size() > before);
        netatmo.signWith(NetatmoSimulator.CLIENT_SECRET);
        assertThat(netatmo.webhookAnswers("paul").getLast()).isEqualTo(403);
        assertThat(target(client, room)).isEqualTo("21.5");
    }

    @Test
    void deleting_the_client_drops_its_webhook() {
        String client = linked("rosa");
        api.call("DELETE", "/connectors/clients/" + client, "rosa", null).expect(204);
        assertThat(netatmo.webhooks()).doesNotContainKey("rosa");
    }

    private String linked(String subject) {
        String client = customers.link(subject);
        Clients.awaitStarted(api, client);
        await("the webhook of " + subject)
                .atMost(PATIENCE)
                .until(() -> netatmo.webhooks().containsKey(subject));
        return client;
    }

    private long polls() {
        return netatmo.calls().stream()
                .filter(call -> call.path().equals(NetatmoSimulator.STATIONS))
                .count();
    }

    private void awaitTarget(String client, String room, String temperature) {
        await(room + " to be set to " + temperature)
                .atMost(PATIENCE)
                .until(() -> target(client, room).equals(temperature));
    }

    private String target(String client, String room) {
        for (JsonNode mapping : api.client(client).path("mappings")) {
            if (mapping.path("connector_thing_id").asText().endsWith("/" + room)) {
                return api.get(
                                "/things/" + mapping.path("thing_id").asText()
                                        + "/components/heating/properties/target_temperature",
                                "")
                        .expect(200)
                        .member("value");
            }
        }
        throw new AssertionError("no thing for room " + room);
    }
}
