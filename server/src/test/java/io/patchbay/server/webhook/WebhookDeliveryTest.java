package io.patchbay.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class WebhookDeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String VALUES = ", \"types\": [\"property.changed\"]";

    @Inject
    Db db;

    @Inject
    Subscriptions subscriptions;

    private final TestApp app = new TestApp();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private void eventually(org.awaitility.core.ThrowingRunnable seen) {
        await().atMost(PATIENCE).untilAsserted(seen);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    private String id(JsonNode webhook) {
        return webhook.get("id").asText();
    }

    @Test
    void what_happens_is_delivered_in_order_signed_and_with_the_data_of_the_stream() throws Exception {
        JsonNode webhook = app.webhook(receiver.url(), "");
        String station = app.station("anna");
        for (int i = 1; i <= 20; i++) {
            app.put(station, i);
        }
        eventually(() -> assertThat(receiver.received()).hasSize(22));
        List<WebhookReceiver.Received> all = receiver.received();
        assertThat(all.getFirst().type()).isEqualTo("thing.added");
        assertThat(receiver.values().subList(2, 22)).isEqualTo(numbers(1, 20));
        assertThat(all).extracting(WebhookReceiver.Received::id).doesNotHaveDuplicates();
        for (WebhookReceiver.Received each : all) {
            each.verify(webhook.get("secret").asText());
        }
        JsonNode last = all.getLast().json();
        assertThat(last.get("type").asText()).isEqualTo("property.changed");
        assertThat(Instant.parse(last.get("timestamp").asText())).isBefore(Instant.now());
        assertThat(last.get("data").properties().stream().map(field -> field.getKey()))
                .containsExactly(
                        "subject",
                        "thingId",
                        "componentId",
                        "propertyId",
                        "propertyType",
                        "value",
                        "unit",
                        "lastUpdate");
        assertThat(last.at("/data/thingId").asText()).isEqualTo(station);
        eventually(() -> assertThat(app.read(webhook).get("position").asLong())
                .isEqualTo(Long.parseLong(all.getLast().id().substring("evt_".length()))));
    }

    @Test
    void only_the_types_and_the_subject_that_were_asked_for_are_delivered() {
        app.webhook(receiver.url(), VALUES + ", \"subject\": \"bob\"");
        String annas = app.station("anna");
        String bobs = app.station("bob");
        for (int i = 1; i <= 5; i++) {
            app.put(annas, "anna", 100 + i);
            app.put(bobs, "bob", i);
        }
        new TestApp().station("bob");
        eventually(() -> assertThat(receiver.values()).endsWith("5"));
        assertThat(receiver.values()).isEqualTo(numbers(0, 5));
        assertThat(receiver.received())
                .allSatisfy(each -> assertThat(each.type()).isEqualTo("property.changed"));
    }

    @Test
    void a_batch_is_an_array_of_events_in_order() throws Exception {
        JsonNode webhook = app.webhook(receiver.url(), VALUES + ", \"batch\": 100");
        CountDownLatch blocked = new CountDownLatch(1);
        receiver.answers((_, exchange) -> {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
        });
        String station = app.station("anna");
        eventually(() -> assertThat(receiver.received()).hasSize(1));
        for (int i = 1; i <= 120; i++) {
            app.put(station, i);
        }
        blocked.countDown();
        eventually(() -> assertThat(receiver.received().stream()
                        .mapToInt(each -> each.json().size())
                        .sum())
                .isEqualTo(121));
        assertThat(receiver.received().stream().map(each -> each.json().size())).startsWith(1, 100);
        List<String> values = receiver.received().stream()
                .flatMap(each -> each.json().valueStream())
                .map(event -> event.at("/data/value").asText())
                .toList();
        assertThat(values).isEqualTo(numbers(0, 120));
        JsonNode event = receiver.received().getLast().json().get(0);
        assertThat(event.properties().stream().map(field -> field.getKey()))
                .containsExactly("id", "type", "timestamp", "data");
        for (WebhookReceiver.Received each : receiver.received()) {
            each.verify(webhook.get("secret").asText());
        }
    }

    @Test
    void what_fails_is_tried_again_under_the_same_id_and_holds_up_what_comes_after_it() {
        JsonNode webhook = app.webhook(receiver.url(), VALUES);
        receiver.answers((received, exchange) -> WebhookReceiver.status(
                        received.attempt() < 3 ? 503 : 200, "try " + received.attempt())
                .give(received, exchange));
        String station = app.station("anna");
        app.put(station, 1);
        eventually(() -> assertThat(receiver.received()).hasSize(6));
        assertThat(receiver.values()).containsExactly("0", "0", "0", "1", "1", "1");
        assertThat(receiver.received().subList(0, 3))
                .extracting(WebhookReceiver.Received::id)
                .containsOnly(receiver.received().getFirst().id());
        eventually(() -> {
            JsonNode deliveries = app.expect(200, "GET", TestApp.path(webhook) + "/deliveries", "");
            assertThat(deliveries).hasSize(2).allSatisfy(delivery -> {
                assertThat(delivery.get("status").asText()).isEqualTo("DELIVERED");
                assertThat(delivery.get("attempts").asInt()).isEqualTo(3);
                assertThat(delivery.get("response_status").asInt()).isEqualTo(200);
                assertThat(delivery.get("excerpt").asText()).isEqualTo("try 3");
            });
        });
        assertThat(app.read(webhook).get("failures").asInt()).isZero();
    }

    @Test
    void retry_after_is_kept() {
        JsonNode webhook = app.webhook(receiver.url(), VALUES);
        receiver.answers((received, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "7200");
            WebhookReceiver.status(429, "too much").give(received, exchange);
        });
        app.station("anna");
        eventually(() -> assertThat(app.read(webhook).has("next_attempt")).isTrue());
        JsonNode read = app.read(webhook);
        assertThat(Duration.between(
                        Instant.parse(read.get("failing_since").asText()),
                        Instant.parse(read.get("next_attempt").asText())))
                .isGreaterThanOrEqualTo(Duration.ofHours(2));
        assertThat(receiver.received()).hasSize(1);
        // a change of the webhook ends the wait
        receiver.answers(WebhookReceiver.status(204, ""));
        app.expect(200, "PATCH", TestApp.path(webhook), "{\"status\": \"ENABLED\"}");
        eventually(() -> assertThat(receiver.received()).hasSize(2));
    }

    @Test
    void gone_disables_at_once_and_enabling_goes_on_where_it_stopped() {
        JsonNode webhook = app.webhook(receiver.url(), VALUES);
        receiver.answers(WebhookReceiver.status(410, ""));
        String station = app.station("anna");
        eventually(() -> assertThat(app.read(webhook).get("status").asText()).isEqualTo("DISABLED"));
        assertThat(app.read(webhook).get("disabled_reason").asText()).contains("410");
        app.put(station, 1);
        receiver.answers(WebhookReceiver.status(204, ""));
        app.expect(200, "PATCH", TestApp.path(webhook), "{\"status\": \"ENABLED\"}");
        eventually(() -> assertThat(receiver.values()).containsExactly("0", "0", "1"));
        assertThat(app.read(webhook).has("disabled_reason")).isFalse();
    }

    @Test
    void a_day_of_failures_disables_and_says_why() {
        JsonNode webhook = app.webhook(receiver.url(), VALUES);
        receiver.answers(WebhookReceiver.status(500, "broken"));
        app.station("anna");
        eventually(() -> assertThat(app.read(webhook).has("failing_since")).isTrue());
        // as another node would change it
        db.run(tx -> tx.execute("""
                update webhook
                set failing_since = failing_since - interval '24 hours', next_attempt = null, version = version + 1,
                    changed = now()
                where id = ?
                """, UUID.fromString(id(webhook))));
        eventually(() -> assertThat(app.read(webhook).get("status").asText()).isEqualTo("DISABLED"));
        assertThat(app.read(webhook).get("disabled_reason").asText())
                .contains("24 hours")
                .contains("answered 500");
    }

    @Test
    void a_receiver_that_hangs_or_fails_delays_no_other() {
        try (WebhookReceiver hanging = new WebhookReceiver();
                WebhookReceiver failing = new WebhookReceiver()) {
            CountDownLatch end = new CountDownLatch(1);
            hanging.answers((_, _) -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            failing.answers(WebhookReceiver.status(500, ""));
            app.webhook(hanging.url(), VALUES);
            app.webhook(failing.url(), VALUES);
            app.webhook(receiver.url(), VALUES);
            String station = app.station("anna");
            for (int i = 1; i <= 30; i++) {
                app.put(station, i);
            }
            eventually(() -> assertThat(receiver.values()).isEqualTo(numbers(0, 30)));
            assertThat(hanging.received()).hasSize(1);
            end.countDown();
        }
    }

    @Test
    void a_replay_delivers_again_from_a_position_or_a_time_under_the_same_ids() {
        JsonNode webhook = app.webhook(receiver.url(), VALUES);
        String station = app.station("anna");
        for (int i = 1; i <= 3; i++) {
            app.put(station, i);
        }
        eventually(() -> assertThat(receiver.received()).hasSize(4));
        List<String> ids =
                receiver.received().stream().map(WebhookReceiver.Received::id).toList();
        String from = ids.get(2).substring("evt_".length());
        app.expect(202, "POST", TestApp.path(webhook) + "/replay", "{\"from\": " + from + "}");
        eventually(() -> assertThat(receiver.received()).hasSize(6));
        assertThat(receiver.received().subList(4, 6))
                .extracting(WebhookReceiver.Received::id)
                .containsExactly(ids.get(2), ids.get(3));
        app.expect(202, "POST", TestApp.path(webhook) + "/replay", "{\"from\": \"2020-01-01T00:00:00+01:00\"}");
        eventually(() -> assertThat(receiver.received()).hasSize(10));
        assertThat(receiver.received().subList(6, 10))
                .extracting(WebhookReceiver.Received::id)
                .isEqualTo(ids);
        for (String wrong : List.of("-1", "\"yesterday\"", "null", "1.5", "9000000000000000000")) {
            assertThat(app.send("POST", TestApp.path(webhook) + "/replay", "{\"from\": " + wrong + "}")
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void deliveries_are_paged_newest_first_and_bounded() {
        JsonNode webhook = app.webhook(receiver.url(), VALUES);
        String station = app.station("anna");
        for (int i = 1; i <= 4; i++) {
            app.put(station, i);
        }
        eventually(() -> assertThat(app.expect(200, "GET", TestApp.path(webhook) + "/deliveries", ""))
                .hasSize(5));
        Call.Answer first = app.send("GET", TestApp.path(webhook) + "/deliveries?limit=2", "");
        assertThat(first.json()).hasSize(2);
        assertThat(first.json().get(0).get("id").asText())
                .isEqualTo(receiver.received().getLast().id());
        Call.Answer next = app.send("GET", first.header("Link").replaceAll(".*/api/v1(.*)>.*", "$1"), "");
        assertThat(next.json().get(0).get("id").asText())
                .isEqualTo(receiver.received().get(2).id());
        db.run(tx -> tx.execute("""
                insert into webhook_delivery (webhook_id, message, first_position, last_position, events, delivered, attempts,
                    first_attempt, last_attempt)
                select ?, 'old_' || n, 0, 0, 1, true, 1, now(), now() from generate_series(1, 3000) n
                """, UUID.fromString(id(webhook))));
        for (int i = 5; i < 5 + DeliveryStore.MOST / 2; i++) {
            app.put(station, i);
        }
        eventually(() -> assertThat(db.<Integer>read(
                        h -> h.createQuery("select count(*) from webhook_delivery where webhook_id = :id")
                                .bind("id", UUID.fromString(id(webhook)))
                                .mapTo(Integer.class)
                                .one()))
                .isLessThanOrEqualTo(DeliveryStore.MOST * 3 / 2));
    }

    @Test
    void an_erased_end_customers_webhooks_go_and_so_does_what_receivers_said() {
        JsonNode annas = app.webhook(receiver.url(), VALUES + ", \"subject\": \"anna\"");
        JsonNode all = app.webhook(receiver.url(), VALUES);
        receiver.answers(WebhookReceiver.status(200, "hello anna"));
        app.station("anna");
        eventually(() -> assertThat(app.expect(200, "GET", TestApp.path(all) + "/deliveries", "")
                        .at("/0/excerpt")
                        .asText())
                .isEqualTo("hello anna"));
        app.expect(202, "DELETE", "/subjects/anna", "");
        eventually(() ->
                assertThat(app.send("GET", TestApp.path(annas), "").status()).isEqualTo(404));
        eventually(() -> assertThat(app.expect(200, "GET", TestApp.path(all) + "/deliveries", "")
                        .toString())
                .doesNotContain("hello anna"));
    }

    @Test
    void webhooks_without_news_have_no_thread_and_ask_nothing() {
        TestApp quiet = new TestApp();
        for (int i = 0; i < 20; i++) {
            quiet.webhook(receiver.url(), "");
            app.webhook(receiver.url(), ", \"subject\": \"nobody\"");
        }
        List<Subscription> idle = Stream.of(quiet, app)
                .flatMap(owner -> subscriptions.of(owner.id()).stream())
                .toList();
        assertThat(idle).hasSize(40);
        eventually(() -> assertThat(idle).allMatch(Subscription::isResting));
        List<Long> cursors = idle.stream().map(Subscription::cursor).toList();
        app.webhook(receiver.url(), VALUES);
        String station = app.station("anna");
        app.put(station, 1);
        eventually(() -> assertThat(receiver.values()).containsExactly("0", "1"));
        assertThat(idle).allMatch(Subscription::isResting);
        assertThat(idle.stream().map(Subscription::cursor)).containsExactlyElementsOf(cursors);
    }
}
