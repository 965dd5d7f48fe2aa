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
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class AppPagesTest {
    @Test
    void a_new_app_shows_its_secret_once_and_the_secret_works() {
        Browser browser = Developers.another(); // whose list of apps is short
        Answer made = browser.post("/apps", Map.of("name", " Weather <b>at</b> home "));
        assertThat(made.status()).isEqualTo(201);
        Session.Credentials app = credentials(made.text());
        assertThat(Session.token(app, "connctd.connector")).isNotEmpty();
        assertThat(browser.get("/apps").text()).contains("Weather &lt;b&gt;at&lt;/b&gt; home");
        assertThat(browser.get("/apps/" + app.id()).text())
                .contains(app.id())
                .contains("Weather &lt;b&gt;at&lt;/b&gt; home")
                .doesNotContain(app.secret());
        assertThat(browser.get("/apps/" + app.id() + "/settings").text()).doesNotContain(app.secret());
    }

    @Test
    void a_name_is_asked_for_at_its_field() {
        Answer refused = Browser.signedIn().post("/apps", Map.of("name", "  "));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("aria-invalid=\"true\"").contains("The name is missing.");
        assertThat(Browser.signedIn()
                        .post("/apps", Map.of("name", "x".repeat(201)))
                        .text())
                .contains("at most 200 characters");
    }

    @Test
    void a_new_secret_leaves_the_former_an_hour_unless_it_has_leaked() {
        Browser browser = Browser.signedIn();
        Session.Credentials app = made(browser);
        String token = Session.token(app, "connctd.connector");
        Session.Credentials second = credentials(
                browser.post("/apps/" + app.id() + "/secret", Map.of()).text());
        assertThat(Session.token(app, "connctd.connector")).isNotEmpty();
        assertThat(Session.token(second, "connctd.connector")).isNotEmpty();
        Answer leaked = browser.post("/apps/" + app.id() + "/secret", Map.of("leaked", "yes"));
        assertThat(leaked.text()).contains("have ended");
        assertThat(Call.get("/api/v1/connectors/instances").token(token).send().status())
                .isEqualTo(401);
        assertThat(Session.token(credentials(leaked.text()), "connctd.connector"))
                .isNotEmpty();
    }

    @Test
    void a_token_is_made_shown_once_listed_without_itself_and_revoked() {
        Browser browser = Browser.signedIn();
        String pages = "/apps/" + made(browser).id() + "/tokens";
        Answer made = browser.post(pages, Map.of("scope", "connctd.connector", "life", "HOUR"));
        assertThat(made.status()).isEqualTo(201);
        String token = value(made.text(), "token");
        assertThat(Call.get("/api/v1/connectors/instances").token(token).send().status())
                .isEqualTo(200);
        assertThat(Call.get("/api/v1/things").token(token).send().status()).isEqualTo(403);
        String listed = browser.get(pages).text();
        assertThat(listed).contains("connctd.connector").doesNotContain(token);
        Matcher revoke = Pattern.compile("tokens/([0-9a-f]{16})/revoke").matcher(listed);
        assertThat(revoke.find()).isTrue();
        assertThat(browser.post(pages + "/" + revoke.group(1) + "/revoke", Map.of())
                        .status())
                .isEqualTo(303);
        assertThat(Call.get("/api/v1/connectors/instances").token(token).send().status())
                .isEqualTo(401);
    }

    @Test
    void a_token_never_manages_apps_and_needs_a_scope() {
        Browser browser = Browser.signedIn();
        String pages = "/apps/" + made(browser).id() + "/tokens";
        assertThat(browser.post(pages, Map.of("scope", "connctd.core", "life", "HOUR"))
                        .status())
                .isEqualTo(400);
        assertThat(browser.post(pages, Map.of("life", "HOUR")).text()).contains("Choose what the token may do");
        assertThat(browser.post(pages, Map.of("scope", "connctd.connector", "life", "EVER"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_app_is_deleted_by_its_name_only() {
        Browser browser = Browser.signedIn();
        String app = "/apps/" + made(browser).id();
        Answer kept = browser.post(app + "/delete", Map.of("name", "other"));
        assertThat(kept.status()).isEqualTo(400);
        assertThat(kept.text()).contains("Type the app&#39;s name to delete it.");
        assertThat(browser.post(app + "/delete", Map.of("name", "made")).status())
                .isEqualTo(303);
        assertThat(browser.get(app).status()).isEqualTo(404);
    }

    @Test
    void another_accounts_app_is_not_found() {
        String mine = "/apps/" + made(Browser.signedIn()).id();
        Browser other = Developers.another();
        for (String page : new String[] {"", "/settings", "/tokens"}) {
            assertThat(other.get(mine + page).status()).as(page).isEqualTo(404);
        }
        assertThat(other.post(mine + "/secret", Map.of()).status()).isEqualTo(404);
        assertThat(other.post(mine + "/delete", Map.of("name", "made")).status())
                .isEqualTo(404);
        assertThat(other.post(mine + "/tokens", Map.of("scope", "connctd.connector", "life", "HOUR"))
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/apps").text()).doesNotContain(mine);
        assertThat(other.get("/apps/no-uuid").status()).isEqualTo(404);
        assertThat(other.get("/apps/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void long_lists_come_in_pages() {
        Browser other = Developers.another();
        for (int i = 0; i < 51; i++) {
            other.post("/apps", Map.of("name", "app number " + i + "."));
        }
        String first = other.get("/apps").text();
        Matcher next = Pattern.compile("/console(/apps\\?after=[0-9a-f-]+)").matcher(first);
        assertThat(next.find()).isTrue();
        String second = other.get(next.group(1)).text();
        for (int i = 0; i < 51; i++) {
            String name = "app number " + i + ".<";
            assertThat(first.contains(name) ^ second.contains(name)).as(name).isTrue();
        }
        assertThat(other.get("/apps?after=x").status()).isEqualTo(400);
    }

    private static Session.Credentials made(Browser browser) {
        return credentials(browser.post("/apps", Map.of("name", "made")).text());
    }

    private static Session.Credentials credentials(String page) {
        return new Session.Credentials(value(page, "id"), value(page, "secret"));
    }

    private static String value(String page, String id) {
        Matcher found =
                Pattern.compile("id=\"" + id + "\"[^>]* value=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }
}
