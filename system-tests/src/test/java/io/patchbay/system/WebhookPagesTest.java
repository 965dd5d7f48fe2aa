package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Webhooks in the console, in a real browser, with a real receiver.
class WebhookPagesTest {
    private static final Map<String, Object> STATION = Map.of(
            "name", "Station",
            "displayType", "STATION",
            "mainComponentId", "station",
            "components",
                    List.of(Map.of(
                            "id", "station",
                            "name", "Station",
                            "componentType", "STATION",
                            "properties",
                                    List.of(Map.of(
                                            "id", "temperature",
                                            "name", "T",
                                            "value", "0",
                                            "type", "NUMBER",
                                            "unit", "°C",
                                            "propertyType", "TEMPERATURE")))));

    private static final List<String> ids = new CopyOnWriteArrayList<>();
    private static volatile int status = 204;
    private static Service service;
    private static HttpServer receiver;

    @BeforeAll
    static void start() throws IOException {
        service = new Service().start();
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000); // a failed delivery is tried again by and by
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
                byte[] said = status == 204 ? new byte[0] : "the queue is full".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
                if (said.length > 0) {
                    exchange.getResponseBody().write(said);
                }
            }
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        receiver.stop(0);
        service.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_developer_makes_tests_watches_and_replays_a_webhook(Chrome.Look look) {
        Api app = Api.ofNewApp(service);
        String station =
                app.call("POST", "/things", "anna", STATION).expect(201).member("Id");
        status = 204;
        ids.clear();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/patchbay/events";
        try (Chrome chrome = new Chrome(look)) {
            Visit visit = Visit.begin(chrome, service);
            Page page = visit.page();
            visit.open("/apps/" + app.id() + "/webhooks");
            assertThat(page.getByText("No webhooks")).isVisible();
            visit.seen("webhooks-none");

            visit.press(visit.link("New webhook"));
            page.getByLabel("URL").fill("https://nowhere.invalid/");
            visit.press(visit.button("Make the webhook"));
            assertThat(page.locator("#url-problem")).isVisible();
            visit.seen("webhook-problem");

            page.getByLabel("URL").fill(url);
            page.getByLabel("property.changed").focus();
            page.keyboard().press("Space");
            visit.press(visit.button("Make the webhook"));
            assertThat(page.getByLabel("Signing secret")).hasValue(Pattern.compile("whsec_.+"));
            visit.seen("webhook-secret");
            visit.press(visit.link("I have copied it"));

            visit.press(visit.button("Send a test"));
            assertThat(page.getByText("The receiver took the test: it answered 204."))
                    .isVisible();
            assertThat(page.locator("#deliveries")).containsText("Delivered");

            put(app, station, 21);
            assertThat(page.locator("#deliveries")).containsText("evt_");
            status = 503;
            put(app, station, 22);
            // without a reload
            assertThat(page.locator("#state")).containsText("Failing");
            assertThat(page.locator("#deliveries")).containsText("the queue is full");
            visit.seen("webhook-failing");
            chrome.page().navigate(service.base() + "/console");
            assertThat(page.getByText("The webhook to 127.0.0.1 fails").first()).isVisible();
            page.goBack();

            status = 204;
            assertThat(page.locator("#state")).containsText("Working");
            int before = ids.size();
            page.locator("input[name=time]").fill("2026-01-01T00:00");
            visit.press(visit.button("Deliver again"));
            assertThat(page.getByText("It delivers again")).isVisible();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(ids.subList(before, ids.size())).hasSize(3));
            visit.seen("webhook");

            visit.open("/apps/" + app.id() + "/webhooks");
            assertThat(page.locator("#webhooks")).containsText("Delivered");
            visit.seen("webhooks");

            visit.press(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(url)));
            visit.press(visit.link("Edit"));
            assertThat(visit.heading("Edit webhook")).isVisible();
            visit.seen("webhook-edit");
            page.getByLabel("Yes, delete it.").check();
            visit.press(visit.button("Delete the webhook"));
            assertThat(page.getByText("No webhooks")).isVisible();
            // but for the form that was refused
            assertThat(chrome.complaints()).allMatch(complaint -> complaint.contains("400 (Bad Request)"));
        }
    }

    private static void put(Api app, String station, int value) {
        app.call(
                        "PUT",
                        "/things/" + station + "/components/station/properties/temperature",
                        "anna",
                        Map.of("value", String.valueOf(value)))
                .expect(200);
    }
}
