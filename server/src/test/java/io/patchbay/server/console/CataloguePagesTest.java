package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class CataloguePagesTest {
    private final Browser browser = Browser.signedIn();

    @Test
    void all_connectors_are_there_with_what_they_need_and_make() {
        assertThat(browser.get(app() + "/catalogue").text())
                .contains("OpenWeatherMap", "Netatmo", "Open-Meteo")
                .contains("From you: AppKey")
                .contains("Customer&#39;s consent")
                .contains("2 actions")
                .contains("/instances/new?type=netatmo");
    }

    @Test
    void a_search_looks_at_names_properties_and_actions() {
        String app = app();
        assertThat(browser.get(app + "/catalogue?q=target+temperature").text())
                .contains("catalogue/netatmo")
                .doesNotContain("catalogue/open-meteo");
        assertThat(browser.get(app + "/catalogue?q=SULPHUR_dioxide").text())
                .contains("catalogue/openweathermap")
                .doesNotContain("catalogue/netatmo");
        assertThat(browser.get(app + "/catalogue?q=%3Cb%3E").text())
                .contains("Nothing found")
                .contains("“&lt;b&gt;”");
    }

    @Test
    void one_connector_says_what_it_needs_makes_and_keeps_to() {
        String app = app();
        assertThat(browser.get(app + "/catalogue/netatmo").text())
                .contains("Every 10 minutes for each customer")
                .contains("50 calls per 10 seconds for each customer")
                .contains("2,000 calls per hour for all your customers, or what your plan allows")
                .contains("read_station")
                .contains("offers no revocation")
                .contains("TARGET_TEMPERATURE")
                .contains("origin_callback_uri");
        assertThat(browser.get(app + "/catalogue/openweathermap").text())
                .contains("Lifted by the operator of this service")
                .contains("exactly one is given");
        assertThat(browser.get(app + "/catalogue/none").status()).isEqualTo(404);
    }

    @Test
    void logos_are_served_from_here() {
        String page = browser.get(app() + "/catalogue").text();
        Matcher logo = Pattern.compile("src=\"(/console/assets/logos/[0-9a-f]+/openweathermap)\"")
                .matcher(page);
        assertThat(logo.find()).isTrue();
        Answer picture = Call.get(logo.group(1)).send();
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(picture.header("Cache-Control")).contains("immutable");
        assertThat(picture.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(picture.text()).startsWith("<svg ").contains("fill='#eb6e4b'");
        assertThat(Call.get("/console/assets/logos/0000000000000000/openweathermap")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void another_accounts_catalogue_is_not_found() {
        String app = app();
        assertThat(Developers.another().get(app + "/catalogue").status()).isEqualTo(404);
        assertThat(Developers.another().get(app + "/catalogue/netatmo").status())
                .isEqualTo(404);
    }

    private String app() {
        Matcher id = Pattern.compile("id=\"id\"[^>]* value=\"([^\"]+)\"")
                .matcher(browser.post("/apps", Map.of("name", "weather")).text());
        assertThat(id.find()).isTrue();
        return "/apps/" + id.group(1);
    }
}
