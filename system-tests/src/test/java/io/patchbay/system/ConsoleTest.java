package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.patchbay.system.Find.heading;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The console in a real browser: at both widths, in both colour schemes.
class ConsoleTest {
    private static Service service;

    @BeforeAll
    static void start() {
        service = new Service().start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#all")
    void a_developer_logs_in_and_makes_an_app(Chrome.Look look) {
        try (Chrome chrome = new Chrome(look)) {
            Page page = chrome.page();
            page.navigate(service.base());
            assertThat(page).hasURL(service.base() + "/console/login");
            seen(chrome, "login");
            page.getByLabel("Email").fill(Service.EMAIL);
            page.getByLabel("Password").fill(Service.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(heading(page, "Overview")).isVisible();
            seen(chrome, "overview");

            go(chrome, "Apps");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New app"))
                    .first()
                    .click();
            seen(chrome, "new-app");
            page.getByLabel("Name").fill("Weather " + look);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make the app"))
                    .click();
            assertThat(page.getByLabel("Client secret", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(Pattern.compile("[A-Za-z0-9_-]{43}"));
            seen(chrome, "secret");
            page.getByText("I have copied it").click();
            assertThat(heading(page, "Weather " + look)).isVisible();
            seen(chrome, "app");

            go(chrome, "Tokens");
            page.getByLabel("read things").check();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a token"))
                    .click();
            assertThat(heading(page, "The token is ready")).isVisible();
            seen(chrome, "tokens");

            go(chrome, "Settings");
            seen(chrome, "settings");
            page.getByLabel("Type Weather").fill("Weather " + look);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete the app"))
                    .click();
            assertThat(page).hasURL(service.base() + "/console/apps");
            assertThat(page.getByText("Weather " + look)).hasCount(0);
            assertThat(chrome.complaints()).isEmpty();

            page.navigate(service.base() + "/console/nothing");
            assertThat(heading(page, "Not found")).isVisible();
            seen(chrome, "not-found");
            page.navigate(service.base() + "/console");
            open(chrome);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out"))
                    .filter(new Locator.FilterOptions().setVisible(true))
                    .click();
            assertThat(heading(page, "Log in")).isVisible();
        }
    }

    /// By the navigation, which is a menu on a narrow screen.
    private static void go(Chrome chrome, String place) {
        open(chrome);
        chrome.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(place).setExact(true))
                .filter(new Locator.FilterOptions().setVisible(true))
                .first()
                .click();
    }

    private static void open(Chrome chrome) {
        if (chrome.narrow()) {
            chrome.page().locator("summary[aria-label=Menu]").click();
        }
    }

    private static void seen(Chrome chrome, String name) {
        Accessible.check(chrome.page());
        chrome.shoot("console-" + name);
    }
}
