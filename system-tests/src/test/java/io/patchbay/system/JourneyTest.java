package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.tck.simulator.Consent;
import io.patchbay.tck.simulator.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A developer's whole way, and a customer's in between, by keyboard alone: from the login to a room whose heating is
/// turned, a vendor that fails, a consent taken back and given again, and the end of it all.
class JourneyTest {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static NetatmoSimulator netatmo;
    private static Service service;

    @BeforeAll
    static void start() {
        netatmo = new NetatmoSimulator(0, InstantSource.system(), Duration.ofSeconds(1));
        netatmo.authorizationServer().consent(Consent.ASKED);
        service = new Service().with(NetatmoCustomers.TYPE, netatmo).start();
    }

    @AfterAll
    static void stop() {
        service.close();
        netatmo.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#all")
    void from_the_login_to_the_last_delete(Chrome.Look look) {
        String name = "Journey " + look;
        String customer = "anna-" + look;
        try (Chrome chrome = new Chrome(look)) {
            Visit visit = Visit.begin(chrome, service);
            Page page = visit.page();
            visit.open("/apps/new");
            page.getByLabel("Name").fill(name);
            page.keyboard().press("Enter");
            String secret = page.getByLabel("Client secret", new Page.GetByLabelOptions().setExact(true))
                    .inputValue();
            visit.press(page.getByText("I have copied it"));
            assertThat(page).hasURL(Pattern.compile(".*/console/apps/[0-9a-f-]{36}"));
            String app = page.url().replaceFirst(".*/", "");
            instance(visit, app);
            Api api = Api.of(service, app, secret);
            consent(visit, customer);
            thing(visit, app, api, customer);
            trouble(visit, app, customer);
            farewell(visit, app, customer, name);
            // the browser itself says of an answer with status 400 that it is one, and the vendor's page is not ours
            assertThat(chrome.complaints())
                    .allMatch(said -> said.contains("status of 400")
                            || said.contains(netatmo.url().toString()));
        } finally {
            netatmo.faults().recover();
        }
    }

    private static void instance(Visit visit, String app) {
        Page page = visit.page();
        visit.open("/apps/" + app + "/catalogue/netatmo");
        visit.press(visit.link("Configure"));
        page.locator("#field-client_id").fill(NetatmoSimulator.CLIENT_ID);
        page.locator("#field-client_secret").fill(NetatmoSimulator.CLIENT_SECRET);
        page.locator("#field-origin_callback_uri").fill(service.base() + "/console");
        visit.press(visit.button("Make the instance"));
        assertThat(visit.heading("Configuration")).isVisible();
    }

    private static void consent(Visit visit, String customer) {
        Page page = visit.page();
        visit.press(visit.link("Connect a customer"));
        page.getByLabel("Customer").fill(customer);
        page.getByLabel("Where they go afterwards").fill("no address");
        page.keyboard().press("Enter");
        assertThat(page.locator("#back-problem")).isVisible();
        visit.seen("connect-link-problem");
        page.getByLabel("Where they go afterwards").fill(service.base() + "/console");
        page.keyboard().press("Enter");
        assertThat(visit.heading("The link is ready")).isVisible();
        visit.seen("connect-link");
        visit.press(visit.link("Open it here"));
        assertThat(visit.heading("Connect Netatmo")).isVisible();
        visit.press(visit.button("Continue to Netatmo"));
        visit.press(visit.button("Allow"));
        assertThat(visit.heading("Netatmo is connected")).isVisible(LONG);
        assertThat(page.locator(".found li").first()).isVisible(LONG);
        visit.press(page.locator("#back"));
        assertThat(visit.heading("Overview")).isVisible();
    }

    private static void thing(Visit visit, String app, Api api, String customer) {
        Page page = visit.page();
        visit.open("/apps/" + app + "/things?q=Living");
        visit.press(visit.link("Living room"));
        assertThat(page.locator("[data-live-state]")).hasText("live");
        String thing = page.url().replaceFirst(".*/", "");
        page.evaluate("window.stays = true");
        api.call(
                        "POST",
                        "/things/" + thing + "/components/heating/actions/setTargetTemperature",
                        customer,
                        Map.of("temperature", "23.5"))
                .expect(201);
        assertThat(page.locator("[data-thing][data-property=target_temperature]"))
                .hasText("23.5");
        assertThat(page.evaluate("window.stays")).as("no reload").isEqualTo(true);
        visit.seen("journey-thing");

        visit.press(page.locator("a[href$='/properties/target_temperature']"));
        assertThat(page.locator(".uplot canvas")).isVisible();
        visit.press(visit.link("hour"));
        assertThat(page.locator(".uplot canvas")).isVisible();
        visit.seen("journey-chart");

        visit.open("/apps/" + app + "/things/" + thing + "/actions");
        var temperature = page.locator("form[action$='/setTargetTemperature'] input[inputmode=decimal]")
                .first();
        temperature.fill("99");
        page.keyboard().press("Enter");
        assertThat(page.locator(".problem")).containsText("at most 30");
        assertThat(temperature).hasValue("99");
        visit.seen("journey-action-problem");
        temperature.fill("21");
        page.keyboard().press("Enter");
        assertThat(page.locator("#requests tbody tr").first()).containsText("done");
        visit.seen("journey-action");
    }

    private static void trouble(Visit visit, String app, String customer) {
        Page page = visit.page();
        visit.open("/apps/" + app + "/clients");
        visit.press(visit.link(customer));
        assertThat(visit.heading("Running")).isVisible(LONG);
        String client = page.url();
        netatmo.faults().set(Fault.DOWN);
        visit.press(visit.button("Poll now"));
        assertThat(visit.heading("Failing, tried again")).isVisible(LONG);
        netatmo.faults().recover();
        netatmo.authorizationServer().revokeAll();
        visit.press(visit.button("Poll now"));
        assertThat(visit.heading("Needs the customer")).isVisible(LONG);
        visit.seen("journey-consent-gone");
        visit.press(visit.link("New link for the customer"));
        visit.press(visit.button("Make the link"));
        assertThat(visit.heading("The link is ready")).isVisible();
        visit.press(visit.link("Open it here"));
        visit.press(visit.button("Continue to Netatmo"));
        visit.press(visit.button("Allow"));
        assertThat(visit.heading("Netatmo is connected")).isVisible(LONG);
        page.navigate(client);
        assertThat(visit.heading("Running")).isVisible(LONG);
    }

    private static void farewell(Visit visit, String app, String customer, String name) {
        Page page = visit.page();
        page.getByLabel("Delete the client of " + customer).focus();
        page.keyboard().press("Space");
        visit.press(visit.button("Delete the client"));
        assertThat(page).hasURL(Pattern.compile(".*/clients"));
        assertThat(page.getByText(customer)).hasCount(0);
        visit.open("/apps/" + app + "/settings");
        page.getByLabel("Type " + name).fill(name);
        visit.press(visit.button("Delete the app"));
        assertThat(page).hasURL(service.base() + "/console/apps");
    }
}
