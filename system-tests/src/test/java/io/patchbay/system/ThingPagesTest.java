package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The things of an app in a real browser: found among many, and seen to change.
class ThingPagesTest {
    private static final int THINGS = 55;
    private static final Pattern LIVE = Pattern.compile("^live$");

    private static Service service;
    private static Api api;

    @BeforeAll
    static void start() {
        service = new Service().start();
        api = Api.ofNewApp(service);
        for (int i = 1; i <= THINGS; i++) {
            made("customer-%03d@example.org".formatted(i), "Box " + i);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.system.Chrome$Look#both")
    void a_developer_finds_a_thing_and_sees_its_values_change(Chrome.Look look) {
        String owner = "owner-" + look + "@example.org";
        String name = "Living room " + look;
        String id = made(owner, name);
        try (Chrome chrome = new Chrome(look)) {
            Page page = chrome.page();
            String things = service.base() + "/console/apps/" + api.id() + "/things";
            page.navigate(things);
            page.getByLabel("Email").fill(Service.EMAIL);
            page.getByLabel("Password").fill(Service.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("tbody tr")).hasCount(50);
            assertThat(state(page)).hasText(LIVE);
            seen(chrome, "things");
            link(page, "Next page").click();
            assertThat(link(page, "Box 55")).isVisible();

            page.evaluate("window.stays = true");
            page.locator("#q").fill("nobody-at-all");
            assertThat(page.getByText("Nothing found")).isVisible();
            seen(chrome, "things-none");
            page.locator("#q").fill(name.toUpperCase(Locale.ROOT));
            assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(state(page)).hasText(LIVE);
            put(owner, id, "21.5");
            assertThat(page.locator("tbody tr")).containsText("21.5");
            assertThat(page.evaluate("window.stays")).as("no reload").isEqualTo(true);

            link(page, name).click();
            assertThat(page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName(name).setExact(true)))
                    .isVisible();
            assertThat(page.getByText(owner)).isVisible();
            assertThat(state(page)).hasText(LIVE);
            page.evaluate("window.stays = true");
            put(owner, id, "22.25");
            assertThat(value(page)).hasText("22.25");
            api.call("PATCH", "/things/" + id, owner, Map.of("status", "UNAVAILABLE"))
                    .expect(204);
            assertThat(page.locator("[data-word]")).hasText("unavailable");
            seen(chrome, "thing");

            assertThat(page.evaluate("window.stays")).as("no reload").isEqualTo(true);

            link(page, "Chart of Temperature").click();
            assertThat(page.locator(".plot canvas")).isVisible();
            assertThat(state(page)).hasText(LIVE);
            assertThat(page.locator("[data-stat=last]")).hasText("22.25");
            put(owner, id, "19.5");
            assertThat(page.locator("[data-stat=last]")).hasText("19.5");
            assertThat(page.locator("[data-stat=least]")).hasText("19.5");
            assertThat(page.locator("[data-stat=most]")).hasText("22.25");
            seen(chrome, "thing-chart");
            page.goBack();
            link(page, "Actions").click();
            assertThat(page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName("Actions").setExact(true)))
                    .isVisible();
            seen(chrome, "thing-actions");
            assertThat(chrome.complaints()).isEmpty();
        }
    }

    private static void put(String owner, String id, String value) {
        api.call("PUT", "/things/" + id + "/components/climate/properties/temperature", owner, Map.of("value", value))
                .expect(200);
    }

    private static String made(String owner, String name) {
        Map<String, Object> climate = Map.of(
                "id", "climate",
                "name", "Climate",
                "componentType", "core.THERMOMETER",
                "properties",
                        List.of(
                                property("temperature", "Temperature", "20", "°C", "NUMBER"),
                                property("humidity", "Humidity", "40", "%", "NUMBER")));
        Map<String, Object> forecast = Map.of(
                "id", "forecast",
                "name", "Forecast",
                "componentType", "core.WEATHER",
                "properties",
                        List.of(property("words", "In words", "rain until the evening, then clear", "", "STRING")),
                "actions",
                        List.of(Map.of(
                                "id", "refresh",
                                "name", "Refresh",
                                "parameters", List.of(Map.of("name", "days", "type", "NUMBER")))));
        return api.call(
                        "POST",
                        "/things",
                        owner,
                        Map.of(
                                "name",
                                name,
                                "displayType",
                                "core.SENSOR",
                                "mainComponentId",
                                "climate",
                                "components",
                                List.of(climate, forecast)))
                .expect(201)
                .member("Id");
    }

    private static Map<String, Object> property(String id, String name, String value, String unit, String type) {
        return Map.of(
                "id",
                id,
                "name",
                name,
                "value",
                value,
                "unit",
                unit,
                "type",
                type,
                "propertyType",
                "core." + id.toUpperCase(Locale.ROOT));
    }

    private static Locator state(Page page) {
        return page.locator("[data-live-state]");
    }

    private static Locator value(Page page) {
        return page.locator("[data-thing][data-property=temperature]");
    }

    private static Locator link(Page page, String text) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private static void seen(Chrome chrome, String name) {
        Accessible.check(chrome.page());
        chrome.shoot("console-" + name);
    }
}
