package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class HealthPageTest {
    @Test
    void it_shows_what_the_service_does() {
        Browser browser = Browser.signedIn();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.get("/health").text())
                        .contains("Polls", "Lateness", "Stretch", "Waiting", "Write batches", "Database")
                        .contains("connections busy")
                        .containsPattern("<polyline points=\"[0-9., ]+\"/>")
                        .doesNotContain("The service has just started"));
    }

    @Test
    void what_an_instance_uses_is_for_its_own_developer() {
        Browser browser = Developers.another();
        assertThat(browser.get("/health").text()).contains("None of your apps has an instance yet.");
        NewApp app = NewApp.of(browser, "Weather for " + System.nanoTime());
        app.weatherClient("anna");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(browser.get("/health").text()).contains(app.name(), "OpenWeatherMap", "1 running"));
        assertThat(Developers.another().get("/health").text())
                .contains("None of your apps has an instance yet.")
                .doesNotContain(app.name())
                .doesNotContain("1 running");
    }

    @Test
    void a_host_that_was_called_is_shown_to_everybody() {
        NewApp.of(Developers.another(), "weather").weatherClient("anna");
        assertThat(Developers.another().get("/health").text())
                .containsPattern("OpenWeatherMap</th><td><code>127\\.0\\.0\\.1:[0-9]+</code></td><td><span[^>]*>"
                        + "<span class=\"dot good\"></span>Answers");
    }
}
