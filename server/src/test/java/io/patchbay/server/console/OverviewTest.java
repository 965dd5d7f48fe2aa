package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.FreshDatabase;
import io.patchbay.server.webhook.WebhookReceiver;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class OverviewTest {
    private final Browser browser = Developers.another();

    private void eventually(ThrowingRunnable seen) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(seen);
    }

    @Test
    void it_counts_clients_and_says_when_nothing_needs_anybody() {
        NewApp app = NewApp.of(browser, "Sunny");
        app.weatherClient("anna");
        eventually(
                () -> assertThat(browser.get("").text()).contains("Sunny", "1 running", "Nothing needs anybody now."));
    }

    @Test
    void what_needs_somebody_is_told_with_a_link() {
        NewApp app = NewApp.of(browser, "In trouble");
        app.instance("test-code", "{\"client_id\": \"an-app\", \"client_secret\": \"s\"}");
        app.client("test-code", "anna", "{}");
        assertThat(browser.get("").text())
                .contains("One client needs the customer’s consent.", "/apps/" + app.id() + "/clients?who=SUBJECT")
                .contains("1 for the customer")
                .doesNotContain("Nothing needs anybody");
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.answers(WebhookReceiver.status(410, ""));
            browser.post("/apps/" + app.id() + "/webhooks", Map.of("url", receiver.url(), "batch", "1"));
            app.client("test-code", "bob", "{}");
            eventually(() -> assertThat(browser.get("").text())
                    .contains("The webhook to 127.0.0.1 is disabled. The receiver answered 410: it is gone."));
        }
        assertThat(Developers.another().get("").text()).doesNotContain("In trouble", "127.0.0.1");
    }
}
