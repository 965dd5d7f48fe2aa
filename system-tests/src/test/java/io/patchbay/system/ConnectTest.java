package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.patchbay.system.Find.button;
import static io.patchbay.system.Find.heading;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.simulators.OpenMeteoSimulator;
import io.patchbay.tck.simulator.Consent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A customer on the connect page in a real browser: at both widths, in both colour schemes, once by keyboard alone.
class ConnectTest {
    private static NetatmoSimulator netatmo;
    private static OpenMeteoSimulator weather;
    private static Service service;
    private static Api api;
    private static HttpServer app;

    @BeforeAll
    static void start() throws IOException {
        netatmo = new NetatmoSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
        netatmo.authorizationServer().consent(Consent.ASKED);
        weather = new OpenMeteoSimulator(0, InstantSource.system(), Duration.ofMinutes(15));
        service = new Service()
                .with("netatmo", netatmo)
                .with("open-meteo", weather)
                .start();
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            byte[] page = "<!doctype html><html lang=\"en\"><title>App</title><h1>Welcome back</h1></html>"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        app.start();
        api = Api.ofNewApp(service);
        NetatmoCustomers.of(api);
        api.createInstance("open-meteo", Map.of()).expect(201);
    }

    @AfterAll
    static void stop() {
        app.stop(0);
        service.close();
        netatmo.close();
        weather.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#all")
    void a_customer_connects_refuses_agrees_and_goes_back(Chrome.Look look) {
        try (Chrome chrome = new Chrome(look)) {
            Page page = chrome.page();
            boolean byKeyboard = look.width() > 600 && look.colors() == ColorScheme.DARK;
            Hand hand = new Hand(page, byKeyboard);
            page.navigate(link("anna-" + look, Map.of()));
            assertThat(heading(page, "What would you like to connect?")).isVisible();
            seen(chrome, "choice");
            hand.on(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Netatmo")));
            assertThat(heading(page, "Connect Netatmo")).isVisible();
            assertThat(page.getByText("system test will see")).isVisible();
            seen(chrome, "sharing");
            hand.on(button(page, "Continue to Netatmo"));
            hand.on(button(page, "Refuse"));
            assertThat(heading(page, "You did not agree")).isVisible();
            seen(chrome, "denied");
            hand.on(page.locator("#again"));
            hand.on(button(page, "Continue to Netatmo"));
            hand.on(button(page, "Allow"));
            assertThat(heading(page, "Netatmo is connected")).isVisible();
            assertThat(page.locator(".found li").first()).isVisible();
            assertThat(page.locator("#outcome")).hasAttribute("data-result", "linked");
            seen(chrome, "connected");
            hand.on(page.locator("#back"));
            assertThat(heading(page, "Welcome back")).isVisible();
            assertThat(page)
                    .hasURL(Pattern.compile(".*/devices\\?from=patchbay&result=linked&client_id=[0-9a-f-]{36}"));
            String client = page.url().replaceFirst(".*client_id=", "");

            page.navigate(link("anna-" + look, Map.of("client_id", client)));
            assertThat(heading(page, "Connect Netatmo again")).isVisible();
            seen(chrome, "again");
            hand.on(button(page, "Cancel"));
            assertThat(heading(page, "Nothing was connected")).isVisible();
            seen(chrome, "canceled");
            // the vendor's own page has no icon
            assertThat(chrome.complaints())
                    .filteredOn(said -> !said.contains(" at " + netatmo.url()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#all")
    void a_customer_fills_in_a_form_and_sees_what_is_wrong(Chrome.Look look) {
        try (Chrome chrome = new Chrome(look)) {
            Page page = chrome.page();
            String link = link("bert-" + look, Map.of("connector_types", List.of("open-meteo")));
            page.navigate(link);
            assertThat(heading(page, "Connect Open-Meteo")).isVisible();
            assertThat(chrome.complaints()).isEmpty();
            page.locator("#f-latitude").fill("100");
            page.locator("#f-longitude").fill("13.41");
            button(page, "Connect").click();
            assertThat(page.locator("#f-latitude")).hasAttribute("aria-invalid", "true");
            seen(chrome, "form");
            page.locator("#f-latitude").fill("52.52");
            button(page, "Connect").click();
            assertThat(heading(page, "Open-Meteo is connected")).isVisible();
            seen(chrome, "weather");
        }
        try (Chrome chrome = new Chrome(look);
                Chrome other = new Chrome(look)) {
            String link = link("carl-" + look, Map.of("connector_types", List.of("open-meteo")));
            // a program that shows a preview of it does not use it up
            api.browse(URI.create(link));
            chrome.page().navigate(link);
            assertThat(heading(chrome.page(), "Connect Open-Meteo")).isVisible();
            other.page().navigate(link);
            assertThat(heading(other.page(), "This link was already used")).isVisible();
            seen(other, "used");
        }
    }

    private static String link(String subject, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("subject", subject);
        body.put("return_url", "http://127.0.0.1:" + app.getAddress().getPort() + "/devices?from=patchbay");
        return api.call("POST", "/connect-sessions", "", body).expect(201).member("url");
    }

    /// Uses what is on a page, with the pointer or by keyboard alone.
    private record Hand(Page page, boolean byKeyboard) {
        private static final int MOST_TABS = 60;

        void on(Locator target) {
            assertThat(target).isVisible();
            if (!byKeyboard) {
                target.click();
                return;
            }
            for (int i = 0; i < MOST_TABS; i++) {
                page.keyboard().press("Tab");
                if (Boolean.TRUE.equals(target.evaluate("it => it === document.activeElement"))) {
                    page.keyboard().press("Enter");
                    return;
                }
            }
            throw new AssertionError("cannot be reached by keyboard: " + target);
        }
    }

    private static void seen(Chrome chrome, String name) {
        Accessible.check(chrome.page());
        chrome.shoot("connect-" + name);
    }
}
