package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.patchbay.simulators.DemoReceiver;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.simulators.OpenMeteoSimulator;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.simulator.Consent;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The demo as a newcomer looks at it. The pictures in the README are those that this test takes.
class DemoConsoleTest {
    private static final Duration UPDATE = Duration.ofSeconds(5);

    private static OpenWeatherMapSimulator weather;
    private static OpenMeteoSimulator meteo;
    private static NetatmoSimulator netatmo;
    private static DemoReceiver receiver;
    private static Service service;
    private static String app;

    @BeforeAll
    static void start() throws Exception {
        weather = new OpenWeatherMapSimulator(0, InstantSource.system(), UPDATE);
        weather.down(OpenWeatherMapSimulator.AIR_POLLUTION);
        meteo = new OpenMeteoSimulator(0, InstantSource.system(), UPDATE);
        netatmo = new NetatmoSimulator(0, InstantSource.system(), UPDATE);
        netatmo.authorizationServer().consent(Consent.ASKED); // so that each customer is somebody there
        receiver = new DemoReceiver(0, InstantSource.system());
        service = new Service()
                .with(Api.WEATHER, weather)
                .with("open-meteo", meteo)
                .with("netatmo", netatmo)
                .start();
        DemoTest.demo(service, receiver);
        app = new JsonMapper()
                .readTree(DemoTest.credentials(service).toFile())
                .path("clientId")
                .asText();
    }

    @AfterAll
    static void stop() {
        service.close();
        receiver.close();
        netatmo.close();
        meteo.close();
        weather.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_newcomer_finds_a_populated_console(Chrome.Look look) {
        try (Chrome chrome = new Chrome(look)) {
            Visit visit = Visit.begin(chrome, service);
            Page page = visit.page();
            assertThat(page.locator("main")).containsText("demo");
            visit.seen("demo-overview");
            for (String section : new String[] {"catalogue", "instances"}) {
                visit.open("/apps/" + app + "/" + section);
                assertThat(page.locator("main")).containsText("Netatmo");
                visit.seen("demo-" + section);
            }
            clients(visit);
            things(visit);
            visit.open("/apps/" + app + "/webhooks");
            visit.press(page.locator("#webhooks a").first());
            assertThat(page.locator("#deliveries")).containsText("Delivered");
            visit.seen("demo-webhook");
            visit.open("/health");
            assertThat(visit.heading("Health")).isVisible();
            visit.seen("demo-health");
            assertThat(chrome.complaints()).isEmpty();
        }
    }

    private static void clients(Visit visit) {
        Page page = visit.page();
        visit.open("/apps/" + app + "/clients");
        assertThat(page.locator("main")).containsText("anna");
        visit.seen("demo-clients");
        visit.open("/apps/" + app + "/clients?q=oskar");
        visit.press(row(page, "oskar"));
        assertThat(visit.heading("Needs the customer"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        visit.seen("demo-client-consent");
        visit.open("/apps/" + app + "/clients?q=umar");
        visit.press(row(page, "umar"));
        assertThat(page.locator("main")).containsText("502");
        visit.seen("demo-client-failing");
    }

    private static void things(Visit visit) {
        Page page = visit.page();
        visit.open("/apps/" + app + "/things");
        assertThat(page.locator("[data-live-state]").first()).hasText("live");
        visit.seen("demo-things");
        visit.open("/apps/" + app + "/things?q=nora");
        visit.press(row(page, "Living room"));
        assertThat(page.locator("[data-live-state]")).hasText("live");
        visit.seen("demo-thing");
        visit.press(visit.link("Actions"));
        page.getByLabel("Temperature", new Page.GetByLabelOptions().setExact(true))
                .first()
                .fill("22.5");
        visit.press(page.locator("form[action$=setTargetTemperature] button[type=submit]"));
        assertThat(page.locator("#requests")).containsText("done");
        visit.seen("demo-actions");
        page.goBack();
        visit.open("/apps/" + app + "/things?q=anna");
        visit.press(row(page, "Berlin"));
        visit.press(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Chart of Temperature"))
                .first());
        assertThat(page.locator(".uplot canvas")).isVisible();
        visit.press(visit.link("hour"));
        assertThat(page.locator(".uplot canvas")).isVisible();
        visit.seen("demo-chart");
    }

    private static Locator row(Page page, String text) {
        return page.locator("main tbody a", new Page.LocatorOptions().setHasText(text))
                .or(page.locator("main li a", new Page.LocatorOptions().setHasText(text)))
                .first();
    }
}
