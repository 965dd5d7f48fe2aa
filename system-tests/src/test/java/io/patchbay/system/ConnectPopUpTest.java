package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.patchbay.system.Find.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.simulators.OpenMeteoSimulator;
import io.patchbay.tck.simulator.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documented app opens the connect page in a pop-up, in a real browser: it and the service have different origins.
class ConnectPopUpTest {
    private static final Path EXAMPLE =
            Path.of("..", "docs", "connect", "server.py").toAbsolutePath();
    private static final Pattern LINKED = Pattern.compile("linked: [0-9a-f-]{36}");

    private static OpenMeteoSimulator vendor;
    private static Service service;
    private static Process app;
    private static String origin;
    private static HttpServer stranger;

    @BeforeAll
    static void start() throws IOException {
        vendor = new OpenMeteoSimulator(0, InstantSource.system(), Duration.ofMinutes(15));
        service = new Service().with("open-meteo", vendor).start();
        Api api = Api.ofNewApp(service);
        api.call(
                        "POST",
                        "/connectors/instances",
                        "",
                        Map.of("connector_type_id", "open-meteo", "configuration", Map.of()))
                .expect(201);
        Api.ofDeveloper(service)
                .call("PUT", "/apps/" + api.id() + "/branding", "", Map.of("name", "Sunny side", "color", "#ffd400"))
                .expect(200);
        int port = freePort();
        origin = "http://127.0.0.1:" + port;
        ProcessBuilder program = new ProcessBuilder("python3", EXAMPLE.toString()).inheritIO();
        program.environment()
                .putAll(Map.of(
                        "PATCHBAY_URL", service.base(),
                        "CLIENT_ID", api.id(),
                        "CLIENT_SECRET", api.secret(),
                        "HOST", "127.0.0.1",
                        "PORT", Integer.toString(port)));
        app = program.start();
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/", exchange -> {
            byte[] page = """
                    <!doctype html><title>A stranger</title><script>
                    opener.postMessage({type: 'patchbay.connect', result: 'linked', clientId: 'forged', final: true}, '*')
                    </script>""".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        stranger.start();
    }

    @AfterAll
    static void stop() {
        app.destroyForcibly();
        stranger.stop(0);
        service.close();
        vendor.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_customer_connects_in_a_pop_up_and_the_app_is_told(Chrome.Look look) {
        try (Chrome chrome = new Chrome(look)) {
            List<String> complaints = new ArrayList<>();
            Page popUp = open(chrome);
            popUp.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    complaints.add(message.text());
                }
            });
            assertThat(popUp.getByText("Sunny side").first()).isVisible();
            Locator connect = button(popUp, "Connect");
            assertThat(connect).hasCSS("background-color", "rgb(255, 212, 0)");
            assertThat(connect).hasCSS("color", "rgb(0, 0, 0)");

            // by keyboard alone
            popUp.getByLabel("Search a town or postcode").focus();
            popUp.keyboard().type("Portland");
            popUp.keyboard().press("Enter");
            assertThat(popUp.getByText("Maine, US")).isVisible();
            seen(popUp, "connect-places-" + look);
            popUp.keyboard().press("Tab");
            popUp.keyboard().press("Tab");
            popUp.keyboard().press("Tab");
            popUp.keyboard().press("Enter");
            assertThat(popUp.getByLabel("Latitude")).hasValue("43.6574");
            assertThat(popUp.getByLabel("Longitude")).hasValue("-70.2589");
            connect.click();
            Locator back = popUp.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to Sunny side"));
            back.waitFor();
            seen(popUp, "connect-popup-" + look);
            assertThat(told(chrome)).isEmpty();
            popUp.waitForClose(back::click);
            assertThat(chrome.page().locator("#said")).hasText(LINKED);
            assertThat(complaints).isEmpty();
            assertThat(chrome.complaints()).isEmpty();
        }
    }

    @Test
    void a_message_of_somebody_else_is_ignored() {
        try (Chrome chrome = new Chrome(new Chrome.Look(1440, ColorScheme.LIGHT))) {
            Page popUp = open(chrome);
            Page page = chrome.page();
            page.evaluate("window.heard = []; addEventListener('message', event => heard.push(event.origin))");
            page.evaluate(
                    "address => { window.open(address) }",
                    "http://127.0.0.1:" + stranger.getAddress().getPort() + "/");
            page.evaluate("postMessage({type: 'patchbay.connect', result: 'linked', clientId: 'forged', final: true})");
            page.waitForFunction("heard.length === 2");
            assertThat(told(chrome)).isEmpty();
            assertThat(popUp.isClosed()).isFalse();
            popUp.close();
            assertThat(page.locator("#said")).hasText("closed");
        }
    }

    @Test
    void where_pop_ups_are_blocked_the_page_goes_there_and_comes_back() {
        try (Chrome chrome = new Chrome(new Chrome.Look(360, ColorScheme.DARK))) {
            Page page = chrome.page();
            page.addInitScript("window.open = () => null");
            page.navigate(origin);
            page.getByText("Connect a device").click();
            page.getByLabel("Latitude").fill("52.52");
            page.getByLabel("Longitude").fill("13.41");
            button(page, "Connect").click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to Sunny side"))
                    .click();
            assertThat(page.locator("#said")).hasText(LINKED);
            assertThat(page).hasURL(Pattern.compile(".*[?&]result=linked.*"));
        }
    }

    @Test
    void a_search_that_fails_says_so_and_leaves_the_coordinates() {
        try (Chrome chrome = new Chrome(new Chrome.Look(360, ColorScheme.LIGHT))) {
            Page popUp = open(chrome);
            vendor.faults().set(Fault.DOWN);
            popUp.getByLabel("Search a town or postcode").fill("Reykjavik");
            assertThat(popUp.getByText("The search does not work just now.")).isVisible();
            vendor.faults().recover();
            popUp.getByLabel("Search a town or postcode").fill("Atlantis");
            assertThat(popUp.getByText("No place of this name was found.")).isVisible();
            assertThat(popUp.getByLabel("Latitude")).isEditable();
        }
    }

    private static Page open(Chrome chrome) {
        Page page = chrome.page();
        await().atMost(Duration.ofSeconds(20)).until(app::isAlive);
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> page.navigate(origin).ok());
        Page popUp = page.waitForPopup(() -> page.getByText("Connect a device").click());
        popUp.waitForURL(Pattern.compile(Pattern.quote(service.base()) + "/connect/.*"));
        return popUp;
    }

    private static String told(Chrome chrome) {
        return chrome.page().locator("#said").textContent();
    }

    private static void seen(Page page, String name) {
        Accessible.check(page);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screens", name + ".png"))
                .setFullPage(true));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
