package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Session;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ApiPageTest {
    private final Browser browser = Browser.signedIn();
    private final String app = Session.app().id();

    @Test
    void a_token_is_filled_in_once_works_and_is_listed() {
        assertThat(browser.get("/api?app=" + app).text())
                .contains("value=\"" + app + "\" selected")
                .doesNotContain("data-token");
        Answer filled = browser.post("/api", Map.of("app", app));
        assertThat(filled.status()).isEqualTo(201);
        assertThat(filled.header("Cache-Control")).isEqualTo("no-store");
        Matcher token = Pattern.compile("data-token=\"([^\"]+)\"").matcher(filled.text());
        assertThat(token.find()).isTrue();
        assertThat(filled.text().replace(token.group(), "")).doesNotContain(token.group(1));
        assertThat(Call.get("/api/v1/things")
                        .token(token.group(1))
                        .subject("anna")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(Call.get("/api/v1/apps").token(token.group(1)).send().status())
                .as("it manages no apps")
                .isEqualTo(403);
        assertThat(browser.get("/apps/" + app + "/tokens").text())
                .contains("connctd.things.read", "in 29 minutes")
                .doesNotContain(token.group(1));
        assertThat(browser.get("/api").text()).doesNotContain("data-token");
    }

    @Test
    void anothers_app_is_not_found() {
        Browser other = Developers.another();
        assertThat(other.post("/api", Map.of("app", app)).status()).isEqualTo(404);
        assertThat(other.get("/api?app=" + app).status()).isEqualTo(404);
        assertThat(other.post("/api", Map.of()).status()).isEqualTo(404);
        assertThat(other.get("/api").text()).doesNotContain(app).contains("make the first one");
    }

    @Test
    void its_policy_lets_in_pictures_of_the_sheet_and_no_more() {
        String strict = browser.get("").header("Content-Security-Policy");
        assertThat(browser.get("/api").header("Content-Security-Policy"))
                .isEqualTo(strict.replace("img-src 'self'", "img-src 'self' data:"))
                .doesNotContain("unsafe");
        for (String file : new String[] {"swagger-ui-bundle.js", "swagger-ui.css"}) {
            assertThat(browser.get("/api").text()).contains("/q/swagger-ui/" + file);
            assertThat(Call.get("/q/swagger-ui/" + file).send().status()).isEqualTo(200);
        }
    }
}
