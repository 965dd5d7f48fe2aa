package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.patchbay.system.Find.button;
import static io.patchbay.system.Find.heading;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From the catalogue to an instance and back, in a real browser: at both widths, in both colour schemes.
class CataloguePagesTest {
    private static final OpenWeatherMapSimulator WEATHER =
            new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
    private static final String WRONG = "a-key-that-nobody-knows";

    private static Service service;

    @BeforeAll
    static void start() {
        service = new Service().with("openweathermap", WEATHER).start();
    }

    @AfterAll
    static void stop() {
        service.close();
        WEATHER.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_developer_finds_configures_tries_edits_and_deletes(Chrome.Look look) {
        try (Chrome chrome = new Chrome(look)) {
            Page page = chrome.page();
            String app = app(chrome);
            page.navigate(app + "/instances");
            assertThat(heading(page, "No instances yet")).isVisible();
            seen(chrome, "instances-none");
            page.getByText("Choose a connector").click();

            assertThat(heading(page, "Catalogue")).isVisible();
            assertThat(page.locator(".technology")).hasCount(3);
            assertThat(page.locator("img.logo").first()).isVisible();
            seen(chrome, "catalogue");
            page.getByLabel("Search connectors").fill("target temperature");
            assertThat(page.locator(".technology")).hasCount(1);
            page.getByLabel("Search connectors").fill("nothing of the kind");
            assertThat(heading(page, "Nothing found")).isVisible();
            seen(chrome, "catalogue-nothing");
            page.getByLabel("Search connectors").fill("netatmo");
            link(page, "Netatmo").click();
            assertThat(heading(page, "How it deals with the vendor")).isVisible();
            seen(chrome, "technology-netatmo");
            link(page, "Configure").click();
            assertThat(page.getByLabel("Callback address").first())
                    .hasValue(service.base() + "/api/v1/connectors/oauth/callback");
            seen(chrome, "instance-form-netatmo");

            page.navigate(app + "/catalogue/openweathermap");
            seen(chrome, "technology");
            link(page, "Configure").click();
            seen(chrome, "instance-form");
            Locator key = page.getByLabel("AppKey", new Page.GetByLabelOptions().setExact(true));
            key.focus();
            page.keyboard().type(WRONG);
            page.keyboard().press("Tab");
            assertThat(page.getByLabel("Calls per minute")).isFocused();
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            assertThat(button(page, "Try it")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#field-app_key-problem")).containsText("AppKey");
            assertThat(key).isFocused();
            assertThat(key).hasAttribute("aria-invalid", "true");
            assertThat(key).hasValue(WRONG);
            seen(chrome, "instance-form-refused");
            key.fill(OpenWeatherMapSimulator.APP_KEY);
            page.getByLabel("Calls per minute").fill("many");
            button(page, "Make the instance").click();
            assertThat(page.locator("#field-calls_per_minute-problem")).hasText("Calls per minute must be a number.");
            assertThat(page.locator("#field-app_key-problem")).isHidden();
            page.getByLabel("Calls per minute").fill("50");
            button(page, "Try it").click();
            assertThat(page.locator("#outcome")).containsText("It works");
            assertThat(key).hasValue(OpenWeatherMapSimulator.APP_KEY);
            seen(chrome, "instance-form-works");
            button(page, "Make the instance").click();

            assertThat(heading(page, "Configuration")).isVisible();
            assertThat(page.getByText("stored, never shown")).isVisible();
            String instance = page.url();
            seen(chrome, "instance");
            link(page, "Edit").click();
            assertThat(key).hasValue("");
            page.getByLabel("Calls per minute").fill("40");
            seen(chrome, "instance-edit");
            button(page, "Save").click();
            assertThat(page).hasURL(instance);
            assertThat(page.locator(".facts")).containsText(new String[] {"No clients yet", "40"});
            page.navigate(app + "/instances");
            assertThat(link(page, "OpenWeatherMap")).isVisible();
            seen(chrome, "instances");
            link(page, "OpenWeatherMap").click();
            page.getByLabel("Type OpenWeatherMap").fill("OpenWeatherMap");
            page.keyboard().press("Enter");
            assertThat(heading(page, "No instances yet")).isVisible();
            assertThat(chrome.complaints()).isEmpty();
            assertThat(service.log()).doesNotContain(OpenWeatherMapSimulator.APP_KEY, WRONG);
        }
    }

    /// Logs in and makes an app.
    ///
    /// @return its address
    private static String app(Chrome chrome) {
        Page page = chrome.page();
        page.navigate(service.base() + "/console/apps/new");
        page.getByLabel("Email").fill(Service.EMAIL);
        page.getByLabel("Password").fill(Service.PASSWORD);
        page.keyboard().press("Enter");
        page.getByLabel("Name").fill("Weather " + chrome.look());
        page.keyboard().press("Enter");
        page.getByText("I have copied it").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/apps/[0-9a-f-]{36}"));
        return page.url();
    }

    private static void seen(Chrome chrome, String name) {
        Accessible.check(chrome.page());
        chrome.shoot("console-" + name);
    }

    private static Locator link(Page page, String text) {
        return page.locator("main")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(text).setExact(true))
                .first();
    }
}
