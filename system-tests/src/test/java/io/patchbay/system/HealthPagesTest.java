package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.simulator.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the console says of the service's health while a vendor is down, and the API's documentation.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthPagesTest {
    private static final int CLIENTS = 8;

    private final OpenWeatherMapSimulator vendor =
            new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
    private final Service service = new Service().with(Api.WEATHER, vendor);
    private Api app;

    @BeforeAll
    void customers_have_clients() {
        service.start();
        app = Api.ofNewApp(service);
        app.weatherInstance();
        List<String> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(app.weatherClient("customer-" + i, 40 + i, 10));
        }
        clients.forEach(client -> Clients.awaitStarted(app, client));
    }

    @AfterAll
    void stop() {
        service.close();
        vendor.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_failing_vendor_shows_without_a_reload(Chrome.Look look) {
        vendor.faults().recover();
        try (Chrome chrome = new Chrome(look)) {
            Visit visit = Visit.begin(chrome, service);
            Page page = visit.page();
            visit.open("/health");
            Locator hosts = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Vendors’ hosts"));
            patient(hosts, "Answers");
            patient(page.locator("#health"), CLIENTS + " running");
            patient(page.locator(".figures"), "a second");
            visit.seen("health");

            vendor.faults().set(Fault.DOWN);
            patient(page.locator("#health"), "Gave no answer, or an error of its own");
            patient(hosts, "Down, tried now and then");
            patient(page.locator("#health"), CLIENTS + " tried again");
            visit.seen("health-down");

            visit.open("");
            assertThat(page.getByText(CLIENTS + " clients fail")).isVisible();
            visit.seen("overview-down");
            assertThat(chrome.complaints()).isEmpty();
        } finally {
            vendor.faults().recover();
        }
    }

    private static void patient(Locator place, String text) {
        assertThat(place.first()).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void the_documentation_calls_the_api_with_a_token_of_its_own(Chrome.Look look) {
        vendor.faults().recover();
        try (Chrome chrome = new Chrome(look)) {
            List<String> addresses = new ArrayList<>();
            chrome.page().onRequest(request -> addresses.add(request.url()));
            Visit visit = Visit.begin(chrome, service);
            Page page = visit.page();
            visit.open("/api");
            assertThat(page.locator("#api .swagger-ui .opblock-tag").first()).isVisible();
            visit.seen("api");

            page.getByLabel("App", new Page.GetByLabelOptions().setExact(true)).selectOption(app.id());
            visit.press(visit.button("Fill in a token"));
            assertThat(page.getByText("is filled in")).isVisible();
            page.locator("#operations-tag-Webhooks").click();
            Locator operation = page.locator("#api .opblock-get:has([data-path='/api/v1/webhooks'])");
            operation.locator(".opblock-summary-control").click();
            Response answer = page.waitForResponse(
                    response -> response.url().contains("/api/v1/webhooks"),
                    () -> page.locator("#api .execute").first().click());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.request().headerValue("Authorization")).startsWith("Bearer ");
            String token = answer.request().headerValue("Authorization").substring("Bearer ".length());
            assertThat(addresses).isNotEmpty().noneMatch(url -> url.contains(token));
            assertThat(operation.locator(".responses-table").first()).containsText("200");
            chrome.shoot("console-api-tried");
            assertThat(chrome.complaints()).isEmpty();
        }
    }
}
