package io.patchbay.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.link.Linked;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What vendors deliver, over HTTP, to clients of the real engine that are polled once an hour.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class DeliveryTest {
    private static final PushVendor VENDOR = PushVendor.HERE;

    private final TestToken app = TestToken.ofNewApp();
    private final String token = app.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.SUBJECTS_READ);
    private final String box = "box-" + UUID.randomUUID();

    @Inject
    DeliveryStore addresses;

    @Inject
    Event<Linked> linked;

    @AfterEach
    void calm() {
        VENDOR.refuses(false);
        assertThat(PushConnector.MET).as("calls that must not meet (C3)").isFalse();
    }

    @Test
    void the_vendor_is_told_where_to_deliver_once_the_client_runs() {
        String client = started();
        URI address = registered();
        assertThat(address.toString()).matches("http://.*/api/v1/connectors/deliveries/[A-Za-z0-9_-]{43}");
        assertThat(send("GET", "/api/v1/connectors/clients/" + client, "").text())
                .as("it is the vendor's alone")
                .doesNotContain(address.toString());
    }

    @Test
    void a_delivery_shows_at_once_and_costs_no_poll() {
        String client = started();
        registered();
        int polls = VENDOR.polls(box);
        assertThat(VENDOR.delivers(box, "23")).isEqualTo(204);
        becomes(client, "23");
        assertThat(VENDOR.delivers(box, "24")).isEqualTo(204);
        becomes(client, "24");
        assertThat(VENDOR.polls(box)).isEqualTo(polls);
    }

    @Test
    void a_delivery_that_comes_twice_is_as_good_as_one() {
        String client = started();
        registered();
        for (int i = 0; i < 3; i++) {
            assertThat(VENDOR.delivers(box, "31")).isEqualTo(204);
        }
        becomes(client, "31");
        assertThat(detail(client)).contains("STARTED");
    }

    @Test
    void what_a_delivery_does_not_say_is_polled_and_polling_stays_the_truth() {
        String client = started();
        registered();
        assertThat(VENDOR.delivers(box, "41")).isEqualTo(204);
        becomes(client, "41");
        VENDOR.becomes(box, "42");
        assertThat(VENDOR.delivers(box, "more")).isEqualTo(204);
        becomes(client, "42");
    }

    @Test
    void a_delivery_that_is_not_understood_is_taken_and_polled_instead() {
        String client = started();
        registered();
        VENDOR.becomes(box, "52");
        assertThat(VENDOR.delivers(box, "<html>")).isEqualTo(204);
        becomes(client, "52");
        assertThat(detail(client)).as("no failure of the client").contains("STARTED");
    }

    @Test
    void a_delivery_with_another_signature_is_refused_and_changes_nothing() {
        String client = started();
        URI address = registered();
        int polls = VENDOR.polls(box);
        assertThat(PushVendor.deliver(address, "forged", BodyPublishers.ofString("99")))
                .isEqualTo(403);
        assertThat(VENDOR.delivers(box, "61")).isEqualTo(204);
        becomes(client, "61");
        assertThat(VENDOR.polls(box)).isEqualTo(polls);
    }

    @Test
    void an_address_that_nobody_has_is_404() {
        assertThat(PushVendor.deliver(
                        URI.create("/api/v1/connectors/deliveries/" + "x".repeat(43)),
                        PushVendor.SIGNATURE,
                        BodyPublishers.ofString("1")))
                .isEqualTo(404);
    }

    @Test
    void a_delivery_reaches_its_own_client_only() {
        String anna = started();
        URI address = registered();
        DeliveryTest other = new DeliveryTest();
        String theirs = other.started();
        assertThat(other.registered()).isNotEqualTo(address);
        assertThat(VENDOR.delivers(box, "71")).isEqualTo(204);
        becomes(anna, "71");
        assertThat(other.number(theirs)).isEqualTo("1");
    }

    @Test
    void a_body_without_end_is_refused() {
        started();
        URI address = registered();
        assertThat(PushVendor.deliver(
                        address, PushVendor.SIGNATURE, BodyPublishers.ofByteArray(new byte[(1 << 20) + 1])))
                .isEqualTo(413);
        byte[] chunk = new byte[(1 << 20) + 1];
        assertThat(PushVendor.deliver(
                        address,
                        PushVendor.SIGNATURE,
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(chunk))))
                .as("without a length")
                .isEqualTo(413);
    }

    @Test
    void the_vendor_is_answered_before_the_client_is_done() {
        String client = started();
        registered();
        CountDownLatch latch = new CountDownLatch(1);
        PushConnector.LATCHES.put(box, latch);
        for (int i = 0; i < 20; i++) {
            assertThat(VENDOR.delivers(box, "wait 8" + i % 10)).isEqualTo(204);
        }
        assertThat(send("POST", "/api/v1/connectors/clients/" + client + "/poll", "")
                        .status())
                .isEqualTo(202);
        VENDOR.becomes(box, "89");
        latch.countDown();
        becomes(client, "89");
    }

    @Test
    void a_client_that_is_stopped_while_it_takes_a_delivery_stops() {
        String client = started();
        registered();
        PushConnector.LATCHES.put(box, new CountDownLatch(1));
        assertThat(VENDOR.delivers(box, "wait 90")).isEqualTo(204);
        assertThat(send("DELETE", "/api/v1/connectors/clients/" + client, "").status())
                .isEqualTo(204);
    }

    @Test
    void a_client_that_is_paused_gets_no_deliveries_and_one_that_goes_on_does() {
        String client = started();
        URI address = registered();
        send("POST", "/api/v1/connectors/clients/" + client + "/pause", "");
        assertThat(VENDOR.address(box)).as("at the vendor").isEmpty();
        assertThat(PushVendor.deliver(address, PushVendor.SIGNATURE, BodyPublishers.ofString("99")))
                .as("who delivers all the same is not told to stop trying")
                .isEqualTo(204);
        send("POST", "/api/v1/connectors/clients/" + client + "/resume", "");
        assertThat(registered()).isEqualTo(address);
        assertThat(number(client)).isEqualTo("1");
        assertThat(VENDOR.delivers(box, "91")).isEqualTo(204);
        becomes(client, "91");
    }

    @Test
    void deleting_a_client_ends_its_deliveries() {
        String client = started();
        URI address = registered();
        send("DELETE", "/api/v1/connectors/clients/" + client, "");
        assertThat(VENDOR.address(box)).as("at the vendor").isEmpty();
        assertThat(PushVendor.deliver(address, PushVendor.SIGNATURE, BodyPublishers.ofString("99")))
                .isEqualTo(404);
    }

    @Test
    void a_vendor_that_refuses_the_address_is_no_failure_and_is_not_asked_at_every_poll() {
        VENDOR.refuses(true);
        String client = started();
        await().until(() -> VENDOR.registrations(box) == 1);
        int polls = VENDOR.polls(box);
        for (int i = 1; i <= 3; i++) {
            int now = i;
            send("POST", "/api/v1/connectors/clients/" + client + "/poll", "");
            await().until(() -> VENDOR.polls(box) >= polls + now);
        }
        assertThat(detail(client)).contains("STARTED");
        assertThat(VENDOR.registrations(box)).isEqualTo(1);
    }

    @Test
    void the_vendor_is_told_again_after_a_day_or_a_new_consent_and_not_before() {
        String client = started();
        registered();
        ClientId id = new ClientId(UUID.fromString(client));
        await().until(() -> addresses.isRegisteredAcrossApps(id));
        again(client);
        assertThat(VENDOR.registrations(box)).as("a restart is no reason").isEqualTo(1);
        linked.fire(new Linked(id.value(), Linked.Result.LINKED, Optional.empty()));
        await().until(() -> VENDOR.registrations(box) == 2);
        await().until(() -> addresses.isRegisteredAcrossApps(id));
        addresses.registeredAcrossApps(id, java.time.Instant.now().minus(Duration.ofHours(25)));
        again(client);
        await().until(() -> VENDOR.registrations(box) == 3);
    }

    @Test
    void a_public_vendor_is_not_told_an_address_that_it_cannot_reach() {
        ClientId id = new ClientId(UUID.fromString(started()));
        registered();
        assertThat(addresses.ofAcrossApps(id, URI.create("https://1.1.1.1"))).isEmpty();
        assertThat(addresses.ofAcrossApps(id, VENDOR.url())).isPresent();
    }

    /// Starts the client anew.
    private void again(String client) {
        int polls = VENDOR.polls(box);
        send("PATCH", "/api/v1/connectors/clients/" + client, "{\"configuration\": {\"box\": \"" + box + "\"}}");
        await().until(() -> VENDOR.polls(box) > polls);
        send("POST", "/api/v1/connectors/clients/" + client + "/poll", "");
        await().until(() -> VENDOR.polls(box) > polls + 1);
    }

    private String started() {
        send("POST", "/api/v1/connectors/instances", "{\"connector_type_id\": \"test-push\", \"configuration\": {}}");
        String client = send(
                        "POST",
                        "/api/v1/connectors/clients",
                        "{\"connector_type_id\": \"test-push\", \"configuration\": {\"box\": \"" + box + "\"}}")
                .json()
                .get("client_id")
                .asText();
        becomes(client, "1");
        return client;
    }

    private URI registered() {
        await().atMost(Duration.ofSeconds(15)).until(() -> VENDOR.address(box).isPresent());
        return VENDOR.address(box).orElseThrow();
    }

    private void becomes(String client, String number) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(number(client)).isEqualTo(number));
    }

    private String number(String client) {
        String thing = send("GET", "/api/v1/connectors/clients/" + client, "")
                .json()
                .at("/mappings/0/thing_id")
                .asText();
        return send("GET", "/api/v1/things/" + thing + "/components/main/properties/temperature", "")
                .json()
                .path("value")
                .asText();
    }

    private String detail(String client) {
        return send("GET", "/api/v1/connectors/clients/" + client, "").text();
    }

    private Call.Answer send(String method, String path, String body) {
        Call call = Call.of(method, path).token(token).subject("anna");
        return (body.isEmpty() ? call : call.json(body)).send();
    }
}
