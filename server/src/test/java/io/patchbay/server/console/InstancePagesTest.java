package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Session;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// An instance from its form to its deletion, against the simulated OpenWeatherMap.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class InstancePagesTest {
    private static final String KEY = "configuration.app_key";
    private static final String CALLS = "configuration.calls_per_minute";
    private static final String NEW = "/instances/new?type=openweathermap";
    private static final String WRONG = "ffffffffffffffffffffffffffffffff";

    private final Browser browser = Browser.signedIn();

    @Test
    void the_form_is_drawn_from_the_description() {
        String form = browser.get(app() + NEW).text();
        assertThat(form)
                .containsPattern("<input id=\"field-app_key\" name=\"configuration.app_key\" type=\"password\"")
                .contains("it works up to two hours after")
                .containsPattern("name=\"configuration.calls_per_minute\" value=\"60\"")
                .contains("A whole number from 1 to 100000.");
        assertThat(browser.get(app() + "/instances/new?type=netatmo").text())
                .contains("/api/v1/connectors/oauth/callback")
                .contains("http://localhost:9999/callback");
    }

    @Test
    void every_problem_is_said_at_its_field_and_no_secret_comes_back() {
        String app = app();
        Answer refused = browser.post(app + NEW, Map.of(KEY, "", CALLS, "many"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(problem(refused, "app_key")).isEqualTo("AppKey is missing.");
        assertThat(problem(refused, "calls_per_minute")).isEqualTo("Calls per minute must be a number.");
        assertThat(refused.text()).contains("value=\"many\"");

        Answer byVendor = browser.post(app + NEW, Map.of(KEY, WRONG, CALLS, "60"));
        assertThat(byVendor.status()).isEqualTo(400);
        assertThat(problem(byVendor, "app_key")).startsWith("AppKey ");
        assertThat(byVendor.text()).doesNotContain(WRONG);
        assertThat(browser.get(app + "/instances").text()).contains("No instances yet");
    }

    @Test
    void trying_asks_the_vendor_and_stores_nothing() {
        String app = app();
        String tries = app + "/instances/new/try?type=openweathermap";
        Answer works = byScript(tries, Map.of(KEY, OpenWeatherMapSimulator.APP_KEY, CALLS, "60"));
        assertThat(works.status()).isEqualTo(200);
        assertThat(works.text())
                .contains("It works: OpenWeatherMap accepts this configuration.")
                .doesNotContain("<form");
        assertThat(problem(works, "app_key")).isEmpty();
        Answer refused = byScript(tries, Map.of(KEY, WRONG, CALLS, "60"));
        assertThat(refused.text()).contains("hx-swap-oob").doesNotContain(WRONG);
        assertThat(problem(refused, "app_key")).startsWith("AppKey ");
        assertThat(browser.get(app + "/instances").text()).contains("No instances yet");
    }

    @Test
    void without_a_script_a_try_shows_the_page_again() {
        Answer works = browser.post(
                app() + "/instances/new/try?type=openweathermap",
                Map.of(KEY, OpenWeatherMapSimulator.APP_KEY, CALLS, "59"));
        assertThat(works.status()).isEqualTo(200);
        assertThat(works.text())
                .contains("It works")
                .contains("value=\"59\"")
                .doesNotContain(OpenWeatherMapSimulator.APP_KEY);
    }

    @Test
    void a_made_instance_is_listed_and_shown_without_its_secret() {
        String app = app();
        Answer made = byScript(app + NEW, Map.of(KEY, OpenWeatherMapSimulator.APP_KEY, CALLS, "61"));
        assertThat(made.status()).isEqualTo(204);
        String page = made.header("HX-Redirect").substring("/console".length());
        String shown = browser.get(page).text();
        assertThat(shown)
                .contains("stored, never shown")
                .contains("61")
                .contains("/clients?connector=openweathermap")
                .doesNotContain(OpenWeatherMapSimulator.APP_KEY);
        assertThat(browser.get(app + "/instances").text())
                .contains(page)
                .contains("OpenWeatherMap")
                .contains("No clients yet");
        assertThat(browser.get(app + NEW).header("Location")).endsWith(page + "/edit");
        Answer again = browser.post(app + NEW, Map.of(KEY, OpenWeatherMapSimulator.APP_KEY, CALLS, "60"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("has an instance of OpenWeatherMap already");
    }

    @Test
    void an_edit_keeps_the_secret_that_is_not_typed_again() {
        String page = made(app());
        String form = browser.get(page + "/edit").text();
        assertThat(form).contains("Leave empty to keep").doesNotContain(OpenWeatherMapSimulator.APP_KEY);
        String revision = revision(form);
        assertThat(byScript(page + "/edit/try", Map.of("revision", revision, KEY, "", CALLS, "77"))
                        .text())
                .contains("It works");
        Answer saved = browser.post(page + "/edit", Map.of("revision", revision, KEY, "", CALLS, "77"));
        assertThat(saved.status()).isEqualTo(303);
        assertThat(browser.get(page).text()).contains("77").contains("stored, never shown");
        assertThat(problem(
                        browser.post(
                                page + "/edit",
                                Map.of(
                                        "revision",
                                        revision(browser.get(page + "/edit").text()),
                                        KEY,
                                        WRONG)),
                        "app_key"))
                .startsWith("AppKey ");
    }

    @Test
    void of_two_edits_at_once_the_second_is_told() {
        String page = made(app());
        String revision = revision(browser.get(page + "/edit").text());
        assertThat(browser.post(page + "/edit", Map.of("revision", revision, CALLS, "70"))
                        .status())
                .isEqualTo(303);
        Answer second = browser.post(page + "/edit", Map.of("revision", revision, CALLS, "80"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text())
                .contains("changed this instance while you edited it")
                .contains("value=\"80\"");
        assertThat(browser.get(page).text()).contains("70");
    }

    @Test
    void an_instance_is_deleted_by_its_name_with_its_clients() {
        Session.Credentials app = credentials();
        String pages = "/apps/" + app.id();
        String page = made(pages);
        String token = Session.token(app, "connctd.connector");
        for (String subject : new String[] {"ann", "bob"}) {
            Answer client = Call.post("/api/v1/connectors/clients")
                    .token(token)
                    .subject(subject)
                    .json("""
                            {"connector_type_id": "openweathermap",
                             "configuration": {"latitude": 52.52, "longitude": 13.41}}""")
                    .send();
            assertThat(client.status()).as(client.text()).isEqualTo(201);
        }
        assertThat(browser.get(page).text()).contains("its 2 clients");
        Answer kept = browser.post(page + "/delete", Map.of("name", "something"));
        assertThat(kept.status()).isEqualTo(400);
        assertThat(kept.text()).contains("Type the connector&#39;s name");
        assertThat(browser.post(page + "/delete", Map.of("name", "OpenWeatherMap"))
                        .status())
                .isEqualTo(303);
        await().until(() -> browser.get(page).status() == 404);
        assertThat(Call.get("/api/v1/connectors/clients")
                        .token(token)
                        .subject("ann")
                        .send()
                        .json())
                .isEmpty();
        assertThat(browser.get(pages + "/instances").text()).contains("No instances yet");
    }

    @Test
    void another_accounts_instance_is_not_found() {
        String app = app();
        String page = made(app);
        Browser other = Developers.another();
        String theirs =
                "/apps/" + value(other.post("/apps", Map.of("name", "theirs")).text(), "id");
        for (String path : new String[] {"", "/edit"}) {
            assertThat(other.get(page + path).status()).as(path).isEqualTo(404);
        }
        String id = page.substring(page.lastIndexOf('/'));
        assertThat(other.get(theirs + "/instances" + id).status()).isEqualTo(404);
        assertThat(other.post(theirs + "/instances" + id + "/edit", Map.of("revision", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(other.post(theirs + "/instances" + id + "/edit/try", Map.of("revision", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(other.post(theirs + "/instances" + id + "/delete", Map.of("name", "OpenWeatherMap"))
                        .status())
                .isEqualTo(404);
        assertThat(browser.get(page).status()).isEqualTo(200);
        assertThat(browser.get(app + "/instances/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(browser.get(app + "/instances/new?type=none").status()).isEqualTo(404);
    }

    private String app() {
        return "/apps/" + credentials().id();
    }

    private Session.Credentials credentials() {
        String page = browser.post("/apps", Map.of("name", "weather")).text();
        return new Session.Credentials(value(page, "id"), value(page, "secret"));
    }

    private String made(String app) {
        Answer made = browser.post(app + NEW, Map.of(KEY, OpenWeatherMapSimulator.APP_KEY, CALLS, "60"));
        assertThat(made.status()).as(made.text()).isEqualTo(303);
        return made.header("Location").substring("/console".length());
    }

    private Answer byScript(String path, Map<String, String> fields) {
        return browser.call("POST", path)
                .header("HX-Request", "true")
                .header("X-CSRF-Token", browser.csrf())
                .form(fields)
                .send();
    }

    private static String problem(Answer page, String key) {
        return found(page.text(), "<p class=\"problem\" id=\"field-" + key + "-problem\"[^>]*>([^<]*)</p>");
    }

    private static String revision(String page) {
        return found(page, "name=\"revision\" value=\"([0-9a-f]+)\"");
    }

    private static String value(String page, String id) {
        return found(page, "id=\"" + id + "\"[^>]* value=\"([^\"]+)\"");
    }

    private static String found(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }
}
