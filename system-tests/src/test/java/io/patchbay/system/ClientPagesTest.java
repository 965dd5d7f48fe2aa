package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.patchbay.system.Find.button;
import static io.patchbay.system.Find.heading;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The clients of an app in a real browser: found among many, looked at while they work and while they fail, and
/// steered.
class ClientPagesTest {
    private static final int CUSTOMERS = 60;
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(45_000);

    private static OpenWeatherMapSimulator weather;
    private static NetatmoSimulator netatmo;
    private static Service service;
    private static Api api;

    @BeforeAll
    static void start() {
        weather = new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
        netatmo = new NetatmoSimulator(0, InstantSource.system(), Duration.ofSeconds(1));
        service = new Service()
                .with(Api.WEATHER, weather)
                .with(NetatmoCustomers.TYPE, netatmo)
                .start();
        api = Api.ofNewApp(service);
        api.weatherInstance();
        for (int i = 1; i <= CUSTOMERS; i++) {
            api.weatherClient("customer-%03d@example.org".formatted(i), i, 10);
        }
        NetatmoCustomers.of(api);
        api.createClient("undecided", NetatmoCustomers.TYPE, Map.of()).expect(303);
    }

    @AfterAll
    static void stop() {
        service.close();
        weather.close();
        netatmo.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_developer_finds_a_client_sees_it_fail_and_steers_it(Chrome.Look look) throws IOException {
        String leaving = "leaving-" + look;
        Clients.awaitStarted(api, api.weatherClient(leaving, -10, 10));
        try (Chrome chrome = new Chrome(look)) {
            Page page = chrome.page();
            String clients = service.base() + "/console/apps/" + api.id() + "/clients";
            page.navigate(clients);
            page.getByLabel("Email").fill(Service.EMAIL);
            page.getByLabel("Password").fill(Service.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(heading(page, "Clients")).isVisible();
            seen(chrome, "clients");

            page.evaluate("window.stays = true");
            link(page, "Next").click();
            assertThat(link(page, "customer-060@example.org")).isVisible();
            assertThat(page).hasURL(Pattern.compile("\\?after=[A-Za-z0-9_-]+$"));
            link(page, "First page").click();
            assertThat(page).hasURL(clients);
            page.getByLabel("Customer or client id").fill("customer-00");
            assertThat(page).hasURL(clients + "?q=customer-00");
            assertThat(page.locator("tbody tr")).hasCount(9);
            page.getByLabel("Who must act").selectOption("VENDOR");
            assertThat(page.getByText("No client fits")).isVisible();
            seen(chrome, "clients-none");
            page.goBack();
            assertThat(page).hasURL(clients + "?q=customer-00");
            link(page, "Show all clients")
                    .or(link(page, "customer-001@example.org"))
                    .first()
                    .waitFor();
            page.navigate(clients);
            link(page, Pattern.compile("^Needs the customer")).click();
            assertThat(page).hasURL(clients + "?status=CONSENT");
            link(page, "undecided").click();
            assertThat(heading(page, "Needs the customer")).isVisible();
            seen(chrome, "client-consent");
            link(page, "New link for the customer").click();
            seen(chrome, "client-again");
            button(page, "Make the link").click();
            assertThat(page.getByLabel("Link", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(Pattern.compile(".*/connect/[A-Za-z0-9_-]{43}"));

            page.navigate(clients + "?q=" + leaving);
            link(page, leaving).click();
            assertThat(heading(page, "Running")).isVisible(LONG);
            page.evaluate("window.stays = true");
            button(page, "Poll now").click();
            assertThat(page.getByText("The client is polled as soon as")).isVisible();
            assertThat(page.locator(".timeline")
                            .getByText(Pattern.compile("^Polled"))
                            .first())
                    .isVisible(LONG);
            seen(chrome, "client");
            page.evaluate("window.stays = true");
            weather.faults().set(Fault.DOWN);
            assertThat(heading(page, "Failing, tried again")).isVisible(LONG);
            // a host that brings several clients no answer is asked for all of them together
            assertThat(page.locator(".timeline")
                            .getByText(Pattern.compile("^(A call failed|Not called)"))
                            .first())
                    .isVisible(LONG);
            assertThat(page.evaluate("window.stays")).as("no reload").isEqualTo(true);
            seen(chrome, "client-failing");
            page.navigate(clients + "?status=FAILING");
            seen(chrome, "clients-failing");
            weather.faults().recover();
            page.goBack();
            assertThat(heading(page, "Running")).isVisible(LONG);

            Download file = page.waitForDownload(
                    () -> link(page, "Download diagnostics").click());
            assertThat(Files.readString(file.path()))
                    .contains(leaving, "\"app_key\" : \"***\"")
                    .doesNotContain(OpenWeatherMapSimulator.APP_KEY);
            button(page, "Pause").click();
            assertThat(heading(page, "Paused")).isVisible();
            button(page, "Resume").click();
            assertThat(heading(page, "Running")).isVisible(LONG);

            // by keyboard alone
            page.getByLabel("Delete the client of").focus();
            page.keyboard().press("Space");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(clients);
            page.navigate(clients + "?q=" + leaving);
            assertThat(page.getByText("No client fits")).isVisible();
            assertThat(chrome.complaints()).isEmpty();
        } finally {
            weather.faults().recover();
        }
    }

    private static Locator link(Page page, String text) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private static Locator link(Page page, Pattern text) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text));
    }

    private static void seen(Chrome chrome, String name) {
        Accessible.check(chrome.page());
        chrome.shoot("console-" + name);
    }
}
