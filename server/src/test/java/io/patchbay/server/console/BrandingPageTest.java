package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.TestLogo;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class BrandingPageTest {
    private static final String BOUNDARY = "theBoundaryOfTheTest";

    private final Browser browser = Browser.signedIn();
    private final String pages = "/apps/" + app(browser);

    @Test
    void settings_lead_to_the_form_and_what_is_saved_stands_in_it() {
        assertThat(browser.get(pages + "/settings").text()).contains("href=\"/console" + pages + "/branding\"");
        assertThat(browser.get(pages + "/branding").text())
                .contains("id=\"preview\"")
                .doesNotContain("<img src=\"/console/apps");
        Answer saved = save(Map.of("name", "Weather & more", "color", "#0F766E"), TestLogo.png());
        assertThat(saved.status()).as(saved.text()).isEqualTo(303);
        String page = browser.get(saved.header("Location").substring("/console".length()))
                .text();
        assertThat(page)
                .contains("Saved.")
                .contains("value=\"Weather &amp; more\"")
                .contains("value=\"#0f766e\"")
                .contains("src=\"/console" + pages + "/branding/logo\"");
        Answer logo = browser.get(pages + "/branding/logo");
        assertThat(logo.header("Content-Type")).isEqualTo("image/png");
        assertThat(logo.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(logo.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void the_logo_stays_until_it_is_replaced_or_removed() {
        save(Map.of(), TestLogo.png());
        save(Map.of("name", "Other"), new byte[0]);
        assertThat(browser.get(pages + "/branding/logo").header("Content-Type")).isEqualTo("image/png");
        save(Map.of(), TestLogo.jpeg());
        assertThat(browser.get(pages + "/branding/logo").header("Content-Type")).isEqualTo("image/jpeg");
        save(Map.of("remove", "yes"), new byte[0]);
        assertThat(browser.get(pages + "/branding/logo").status()).isEqualTo(404);
    }

    @Test
    void problems_stand_at_their_fields_beside_what_was_typed() {
        Answer refused =
                save(Map.of("name", "n".repeat(61), "color", "teal"), "<svg/>".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("The name must be one line of at most 60 characters.")
                .contains("The colour must be written as #rrggbb, such as #4f46e5.")
                .contains("The logo must be a PNG, JPEG or WebP picture.")
                .contains("value=\"teal\"");
        assertThat(browser.get(pages + "/branding").text()).doesNotContain("teal");
    }

    @Test
    void the_preview_takes_a_color_and_nothing_else_into_its_style() {
        String tried =
                browser.get(pages + "/branding/preview.css?color=%23ffd400").text();
        assertThat(tried)
                .contains(".preview-light{--brand:#ffd400;--on-brand:#000000;")
                .contains(".preview-dark{--brand:#ffd400;--on-brand:#000000;--brand-text:#ffd400;");
        save(Map.of("color", "#0f766e"), new byte[0]);
        Answer own = browser.get(pages + "/branding/preview.css?color=red%7D%20body%7Bdisplay:none");
        assertThat(own.header("Content-Type")).startsWith("text/css");
        assertThat(own.text()).contains("--brand:#0f766e;").doesNotContain("body");
    }

    @Test
    void another_accounts_branding_is_not_found() {
        Browser other = Developers.another();
        save(Map.of("name", "Mine"), TestLogo.png());
        for (String page : List.of("/branding", "/branding/logo", "/branding/preview.css")) {
            assertThat(other.get(pages + page).status()).as(page).isEqualTo(404);
        }
        assertThat(save(other, Map.of("name", "Theirs"), new byte[0]).status()).isEqualTo(404);
        assertThat(browser.get(pages + "/branding").text()).contains("value=\"Mine\"");
    }

    @Test
    void a_form_without_the_sessions_token_changes_nothing() {
        Answer refused = send(browser, Map.of("name", "Forged"), new byte[0]);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.get(pages + "/branding").text()).doesNotContain("Forged");
    }

    private Answer save(Map<String, String> fields, byte[] logo) {
        return save(browser, fields, logo);
    }

    private Answer save(Browser who, Map<String, String> fields, byte[] logo) {
        Map<String, String> all = new java.util.LinkedHashMap<>(fields);
        all.put("csrf", who.csrf());
        return send(who, all, logo);
    }

    /// As a browser sends a form with a file, which is empty if none was chosen.
    private Answer send(Browser who, Map<String, String> fields, byte[] logo) {
        List<byte[]> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add(text(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value))));
        parts.add(text("--%s\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"%s\"\r\n%s\r\n\r\n"
                .formatted(BOUNDARY, logo.length == 0 ? "" : "logo.png", "Content-Type: application/octet-stream")));
        parts.add(logo);
        parts.add(text("\r\n--" + BOUNDARY + "--\r\n"));
        return who.call("POST", pages + "/branding")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .body(HttpRequest.BodyPublishers.ofByteArrays(parts))
                .send();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String app(Browser browser) {
        String made = browser.post("/apps", Map.of("name", "branded")).text();
        Matcher id = Pattern.compile("/console/apps/([0-9a-f-]{36})").matcher(made);
        assertThat(id.find()).as(made).isTrue();
        return id.group(1);
    }
}
