package io.patchbay.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class WebhookManagementTest {
    @Inject
    Db db;

    private final TestApp app = new TestApp();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_webhook_is_made_listed_read_changed_and_deleted() {
        Call.Answer answer = app.send(
                "POST",
                "/webhooks",
                "{\"url\": \"" + receiver.url() + "\", \"types\": [\"thing.added\"], \"subject\": null}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode made = answer.json();
        assertThat(made.get("secret").asText()).startsWith("whsec_");
        assertThat(answer.header("Location")).endsWith("/api/v1" + TestApp.path(made));
        JsonNode read = app.read(made);
        assertThat(read.has("secret")).isFalse();
        assertThat(read.get("url").asText()).isEqualTo(receiver.url());
        assertThat(read.get("types"))
                .singleElement()
                .satisfies(type -> assertThat(type.asText()).isEqualTo("thing.added"));
        assertThat(read.get("status").asText()).isEqualTo("ENABLED");
        assertThat(read.get("batch").asInt()).isEqualTo(1);

        JsonNode changed = app.expect(
                200, "PATCH", TestApp.path(made), "{\"batch\": 50, \"types\": [], \"status\": \"DISABLED\"}");
        assertThat(changed.get("batch").asInt()).isEqualTo(50);
        assertThat(changed.get("types")).isEmpty();
        assertThat(changed.get("url").asText()).isEqualTo(receiver.url());
        assertThat(changed.get("status").asText()).isEqualTo("DISABLED");
        assertThat(changed.get("disabled_reason").asText()).isNotBlank();
        assertThat(app.expect(200, "GET", "/webhooks", "")).hasSize(1);

        assertThat(app.send("DELETE", TestApp.path(made), "").status()).isEqualTo(204);
        assertThat(app.send("GET", TestApp.path(made), "").status()).isEqualTo(404);
        assertThat(app.send("DELETE", TestApp.path(made), "").status()).isEqualTo(404);
    }

    @Test
    void a_list_is_paged_by_a_cursor() {
        for (int i = 0; i < 3; i++) {
            app.webhook(receiver.url(), "");
        }
        Call.Answer first = app.send("GET", "/webhooks?limit=2", "");
        assertThat(first.json()).hasSize(2);
        String next = first.header("Link").replaceAll(".*/api/v1(.*)>.*", "$1");
        Call.Answer second = app.send("GET", next, "");
        assertThat(second.json()).hasSize(1);
        assertThat(second.header("Link")).isEmpty();
        assertThat(app.send("GET", "/webhooks?cursor=x", "").status()).isEqualTo(400);
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        Call.Answer refused =
                app.send("POST", "/webhooks", "{\"types\": [\"thing.moved\"], \"subject\": \" \", \"batch\": 101}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("url is missing")
                .contains("types must be some of thing.added")
                .contains("subject must be")
                .contains("batch must be a whole number from 1 to 100");
        for (String url : List.of("ftp://example.org", "nonsense", "https://user:secret@example.org/")) {
            assertThat(app.send("POST", "/webhooks", "{\"url\": \"" + url + "\"}")
                            .status())
                    .as(url)
                    .isEqualTo(400);
        }
        JsonNode made = app.webhook(receiver.url(), "");
        assertThat(app.send("PATCH", TestApp.path(made), "{\"status\": \"OFF\", \"batch\": 0}")
                        .text())
                .contains("status must be ENABLED or DISABLED")
                .contains("batch must be");
    }

    @Test
    void another_apps_webhook_is_404_and_the_scope_is_needed() {
        String path = TestApp.path(app.webhook(receiver.url(), ""));
        TestApp other = new TestApp();
        assertThat(other.send("GET", path, "").status()).isEqualTo(404);
        assertThat(other.send("PATCH", path, "{\"batch\": 2}").status()).isEqualTo(404);
        assertThat(other.send("DELETE", path, "").status()).isEqualTo(404);
        for (String below : List.of("/test", "/secret")) {
            assertThat(other.send("POST", path + below, "").status()).as(below).isEqualTo(404);
        }
        assertThat(other.send("POST", path + "/replay", "{\"from\": 0}").status())
                .isEqualTo(404);
        assertThat(other.send("GET", path + "/deliveries", "").status()).isEqualTo(404);
        assertThat(other.expect(200, "GET", "/webhooks", "")).isEmpty();
        assertThat(Call.get("/api/v1" + path)
                        .token(app.tokenWith(Scope.SUBJECTS_READ))
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_test_is_signed_as_the_specifications_own_library_wants_it() throws Exception {
        JsonNode made = app.webhook(receiver.url(), "");
        receiver.answers(WebhookReceiver.status(200, "well received"));
        JsonNode tested = app.expect(200, "POST", TestApp.path(made) + "/test", "");
        assertThat(tested.get("status").asText()).isEqualTo("DELIVERED");
        assertThat(tested.get("response_status").asInt()).isEqualTo(200);
        assertThat(tested.get("excerpt").asText()).isEqualTo("well received");
        WebhookReceiver.Received received = receiver.received().getFirst();
        received.verify(made.get("secret").asText());
        assertThatThrownBy(() -> received.verify(SigningSecret.fresh().text()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(received.type()).isEqualTo("webhook.test");
        assertThat(received.json().properties().stream().map(field -> field.getKey()))
                .containsExactly("type", "timestamp", "data");
        assertThat(received.id()).isEqualTo(tested.get("id").asText());
        assertThat(app.expect(200, "GET", TestApp.path(made) + "/deliveries", ""))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.get("id")).isEqualTo(tested.get("id")));
    }

    @Test
    void a_test_that_fails_says_why_and_follows_no_redirect() {
        JsonNode made = app.webhook(receiver.url(), "");
        receiver.answers((_, exchange) -> {
            exchange.getResponseHeaders().set("Location", receiver.url() + "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });
        JsonNode tested = app.expect(200, "POST", TestApp.path(made) + "/test", "");
        assertThat(tested.get("status").asText()).isEqualTo("FAILED");
        assertThat(tested.get("error").asText()).contains("307").contains("redirects are not followed");
        assertThat(receiver.received()).hasSize(1);
        receiver.close();
        assertThat(app.expect(200, "POST", TestApp.path(made) + "/test", "")
                        .get("error")
                        .asText())
                .contains("could not be reached");
    }

    @Test
    void the_old_and_the_new_secret_both_sign_for_24_hours() throws Exception {
        JsonNode made = app.webhook(receiver.url(), "");
        String old = made.get("secret").asText();
        JsonNode rotated = app.expect(200, "POST", TestApp.path(made) + "/secret", "");
        String fresh = rotated.get("secret").asText();
        assertThat(fresh).isNotEqualTo(old).startsWith("whsec_");
        app.expect(200, "POST", TestApp.path(made) + "/test", "");
        receiver.received().getLast().verify(old);
        receiver.received().getLast().verify(fresh);
        db.run(tx -> tx.execute(
                "update webhook set former_until = former_until - interval '24 hours 1 second' where id = ?",
                UUID.fromString(made.get("id").asText())));
        app.expect(200, "POST", TestApp.path(made) + "/test", "");
        receiver.received().getLast().verify(fresh);
        assertThatThrownBy(() -> receiver.received().getLast().verify(old))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void url_and_secret_are_sealed() {
        String made = app.webhook(receiver.url() + "?key=mine", "").get("id").asText();
        List<byte[]> stored = db.read(h -> h.createQuery("select url || secret from webhook where id = :id")
                .bind("id", UUID.fromString(made))
                .mapTo(byte[].class)
                .list());
        assertThat(stored)
                .singleElement()
                .satisfies(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .doesNotContain("whsec_")
                        .doesNotContain("mine"));
    }
}
