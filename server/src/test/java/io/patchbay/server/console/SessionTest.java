package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class SessionTest {
    @Test
    void the_root_leads_to_the_console_and_that_to_the_login() {
        Answer root = Call.get("/").send();
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.header("Location")).isEqualTo("/console");
        Answer console = Call.get("/console").send();
        assertThat(console.status()).isEqualTo(303);
        assertThat(console.header("Location")).isEqualTo("/console/login");
        Answer deep = Call.get("/console/apps?after=x").send();
        assertThat(deep.header("Location")).isEqualTo("/console/login?next=%2Fconsole%2Fapps%3Fafter%3Dx");
        Answer part = Call.get("/console/apps").header("HX-Request", "true").send();
        assertThat(part.status()).isEqualTo(401);
        assertThat(part.header("HX-Redirect")).startsWith("/console/login");
    }

    @Test
    void a_login_gives_a_cookie_that_no_script_and_no_other_site_can_use() {
        Answer answer = Browser.login(FreshDatabase.EMAIL, FreshDatabase.PASSWORD);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/console");
        assertThat(answer.header("Set-Cookie"))
                .startsWith("patchbay=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Secure"); // the public address of this service has no TLS
    }

    @Test
    void after_the_login_the_browser_goes_where_it_wanted_and_nowhere_else() {
        assertThat(next("/console/apps?after=x")).isEqualTo("/console/apps?after=x");
        assertThat(next("https://evil.example/")).isEqualTo("/console");
        assertThat(next("//evil.example/console")).isEqualTo("/console");
        assertThat(next("/console/\\evil\r\nX: y")).isEqualTo("/console");
        assertThat(next("/consoles.example")).isEqualTo("/console");
    }

    private static String next(String next) {
        return Call.post("/console/login")
                .form(Map.of("email", FreshDatabase.EMAIL, "password", FreshDatabase.PASSWORD, "next", next))
                .send()
                .header("Location");
    }

    @Test
    void a_wrong_password_is_said_in_the_form_and_guessing_is_slowed() {
        for (int i = 0; i < 5; i++) {
            Answer wrong = Browser.login("guessed@example.org", "no");
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.header("Set-Cookie")).isEmpty();
            assertThat(wrong.text()).contains("Email or password is wrong.").contains("value=\"guessed@example.org\"");
        }
        Answer sixth = Browser.login("guessed@example.org", "no");
        Answer slowed = sixth.status() == 429 ? sixth : Browser.login("guessed@example.org", "no");
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.text()).contains("Too many wrong logins");
    }

    @Test
    void what_was_typed_is_shown_as_text() {
        assertThat(Browser.login("\"><script>alert(1)</script>@example.org", "no")
                        .text())
                .doesNotContain("<script>alert")
                .contains("&quot;&gt;&lt;script&gt;");
    }

    @Test
    void a_logout_ends_the_session_and_no_other() {
        Browser one = Browser.signedIn();
        Browser other = Browser.signedIn();
        Answer out = one.post("/logout", Map.of());
        assertThat(out.status()).isEqualTo(303);
        assertThat(out.header("Location")).isEqualTo("/console/login");
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(one.get("").status()).isEqualTo(303);
        assertThat(other.get("").status()).isEqualTo(200);
    }

    @Test
    void a_new_login_of_the_same_browser_ends_its_former_session() {
        Browser before = Browser.signedIn();
        assertThat(before.call("POST", "/login")
                        .form(Map.of("email", FreshDatabase.EMAIL, "password", FreshDatabase.PASSWORD))
                        .send()
                        .status())
                .isEqualTo(303);
        assertThat(before.get("").status()).isEqualTo(303);
    }

    @Test
    void nothing_is_done_without_the_sessions_own_csrf_token() {
        Browser browser = Browser.signedIn();
        Map<String, String> form = Map.of("name", "not made");
        assertThat(browser.call("POST", "/apps").form(form).send().status()).isEqualTo(403);
        assertThat(browser.call("POST", "/apps")
                        .form(Map.of(
                                "name", "not made", "csrf", Browser.signedIn().csrf()))
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(browser.call("POST", "/apps")
                        .header("X-CSRF-Token", "wrong")
                        .form(form)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(browser.get("/apps").text()).doesNotContain("not made");
        assertThat(browser.call("POST", "/apps")
                        .header("X-CSRF-Token", browser.csrf())
                        .form(Map.of("name", "made with the header"))
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void another_sites_request_is_refused_with_token_too() {
        Browser browser = Browser.signedIn();
        Map<String, String> form = Map.of("name", "not made", "csrf", browser.csrf());
        for (Map.Entry<String, String> header : Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site")
                .entrySet()) {
            Answer refused = browser.call("POST", "/apps")
                    .header(header.getKey(), header.getValue())
                    .form(form)
                    .send();
            assertThat(refused.status()).as(header.toString()).isEqualTo(403);
            assertThat(Call.post("/console/login")
                            .header(header.getKey(), header.getValue())
                            .form(Map.of("email", FreshDatabase.EMAIL, "password", FreshDatabase.PASSWORD))
                            .send()
                            .status())
                    .isEqualTo(403);
        }
        assertThat(browser.call("POST", "/apps")
                        .header("Origin", "null")
                        .form(form)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(browser.call("POST", "/apps")
                        .header("Origin", Call.base().toString().replaceAll("/$", ""))
                        .header("Sec-Fetch-Site", "same-origin")
                        .form(Map.of("name", "made by a page of ours", "csrf", browser.csrf()))
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_token_of_an_app_is_no_session() {
        String token = io.patchbay.server.access.Session.token("connctd.connector");
        assertThat(Call.get("/console")
                        .header("Cookie", "patchbay=" + token)
                        .send()
                        .status())
                .isEqualTo(303);
    }
}
