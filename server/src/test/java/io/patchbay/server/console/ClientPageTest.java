package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.connector.Failure;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.action.ValveConnector;
import io.patchbay.server.db.Db;
import io.patchbay.server.link.CodeConnector;
import io.patchbay.server.link.Customer;
import io.patchbay.server.link.LinkVendor;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// One client's page, and what can be done there.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ClientPageTest {
    @Inject
    Db db;

    private final String valve = "valve-" + UUID.randomUUID();
    private final ClientPages page =
            ClientPages.of(ValveConnector.TYPE, "{}", "anna <b>at</b> home", "{\"valve\": \"" + valve + "\"}");

    @Test
    void it_says_how_the_client_fares_and_links_its_things() {
        page.awaitText("the last call to the vendor succeeded", "anna &lt;b&gt;at&lt;/b&gt; home", "Valves of tests");
        Matcher thing = Pattern.compile("/console/apps/" + page.app + "/things/([0-9a-f-]{36})\">Valve</a>")
                .matcher(page.text());
        assertThat(thing.find()).isTrue();
        assertThat(Call.get("/api/v1/things/" + thing.group(1))
                        .token(page.token)
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(page.text()).contains("Valve was added").containsPattern("datetime=\"20\\d\\d-");
    }

    @Test
    void poll_now_polls_and_the_timeline_shows_it() {
        page.awaitText("the last call to the vendor succeeded");
        int before = ValveConnector.polls(valve);
        assertThat(page.post("/poll", Map.of()).status()).isEqualTo(303);
        await().until(() -> ValveConnector.polls(valve) > before);
        page.awaitText(">Polled");
    }

    @Test
    void a_failing_client_says_who_must_act_and_what_failed() {
        page.awaitText("the last call to the vendor succeeded");
        ValveConnector.breaks(valve, () -> new Failure.Unavailable("the valve is stuck"));
        page.post("/poll", Map.of());
        page.awaitText(
                "Failing, tried again", "The valve is stuck.", "A call failed", "Failing, tried again by itself");
        ValveConnector.recovers(valve);
        page.post("/poll", Map.of());
        page.awaitText("the last call to the vendor succeeded", "A call failed");
    }

    @Test
    void it_is_paused_and_resumed() {
        page.awaitText("the last call to the vendor succeeded");
        Call.Answer paused = page.post("/pause", Map.of());
        assertThat(paused.status()).isEqualTo(303);
        assertThat(page.browser
                        .get(paused.header("Location").substring("/console".length()))
                        .text())
                .contains("The client is paused.", "/resume\"")
                .doesNotContain("/pause\"");
        int before = ValveConnector.polls(valve);
        assertThat(page.post("/poll", Map.of()).status()).isEqualTo(409);
        page.post("/resume", Map.of());
        await().until(() -> ValveConnector.polls(valve) > before);
        page.awaitText("the last call to the vendor succeeded", ">Paused<");
    }

    @Test
    void it_is_deleted_only_when_that_is_confirmed() {
        page.awaitText("Valve was added");
        Call.Answer kept = page.post("/delete", Map.of());
        assertThat(kept.status()).isEqualTo(400);
        assertThat(kept.text()).contains("Tick this to delete the client.", "aria-invalid=\"true\"");
        Call.Answer gone = page.post("/delete", Map.of("confirmed", "yes"));
        assertThat(gone.header("Location")).isEqualTo("/console/apps/" + page.app + "/clients");
        assertThat(page.browser.get(page.path()).status()).isEqualTo(404);
    }

    @Test
    void another_accounts_client_is_not_found() {
        Browser other = Developers.another();
        Browser mine = page.browser;
        String otherApp = ClientPages.app(other).id();
        for (Browser browser : new Browser[] {other, mine}) {
            String path = browser == other ? page.path() : "/apps/" + otherApp + "/clients/" + page.client;
            assertThat(browser.get(path).status()).isEqualTo(404);
            assertThat(browser.get(path + "/diagnostics").status()).isEqualTo(404);
            for (String what : new String[] {"/poll", "/pause", "/resume"}) {
                assertThat(browser.post(path + what, Map.of()).status())
                        .as(what)
                        .isEqualTo(404);
            }
            assertThat(browser.post(path + "/delete", Map.of("confirmed", "yes"))
                            .status())
                    .isEqualTo(404);
        }
        // nor by way of another app of theirs
        String crossed = "/apps/" + otherApp + "/clients/" + page.client;
        assertThat(other.get(crossed).status()).isEqualTo(404);
        assertThat(other.get(crossed + "/diagnostics").status()).isEqualTo(404);
        assertThat(other.post(crossed + "/delete", Map.of("confirmed", "yes")).status())
                .isEqualTo(404);
        assertThat(mine.get(page.path()).status()).isEqualTo(200);
        assertThat(mine.get("/apps/" + page.app + "/clients/no-uuid").status()).isEqualTo(404);
    }

    @Test
    void what_happened_comes_in_pages() {
        page.awaitText("Valve was added", "Running");
        assertThat(page.text()).doesNotContain("rel=\"next\"");
        db.run(tx -> tx.execute("""
                        insert into change_log (app_id, kind, about, subject, value, at, received)
                        select cast(? as uuid), 6, cast(? as uuid), 'anna', '{"status": "STARTED", "paused": true, "linked": true}',
                               now() - n * interval '1 minute', now()
                        from generate_series(1, 450) n
                        """, page.app, page.client));
        List<Integer> paused = new ArrayList<>();
        String text = page.text();
        while (true) {
            paused.add(text.split(">Paused<", -1).length - 1);
            Matcher older =
                    Pattern.compile("rel=\"next\" href=\"/console([^\"]+)\"").matcher(text);
            if (!older.find()) {
                break;
            }
            text = page.browser.get(older.group(1)).text();
            assertThat(text).contains("Latest</a>");
        }
        assertThat(paused).hasSize(3);
        assertThat(paused.stream().mapToInt(n -> n).sum()).isEqualTo(450);
        for (String before : List.of("x", "2026", "%00", "2026-01-01T00:00:00Z")) {
            assertThat(page.browser.get(page.path() + "?before=" + before).status())
                    .as(before)
                    .isEqualTo(200);
        }
        assertThat(page.browser
                        .get(page.path() + "?before=1970-01-01T00:00:00Z_1")
                        .text())
                .contains("Nothing yet.");
    }

    @Test
    void a_client_that_needs_consent_gets_a_new_link_to_give_away() {
        LinkVendor.CODE.calm();
        Customer anna = Customer.returning(CodeConnector.TYPE);
        try {
            anna.linked();
            Browser browser = Browser.signedIn();
            String client = "/apps/" + anna.app() + "/clients/" + anna.client();
            String path = "/apps/" + anna.app() + "/connect";
            assertThat(browser.get(client).text())
                    .contains("href=\"/console" + path + "?client=" + anna.client() + "\">New link for the customer");
            String form = browser.get(path + "?client=" + anna.client()).text();
            assertThat(form)
                    .contains("value=\"anna\" readonly", "value=\"" + CodeConnector.TYPE + "\" readonly")
                    .contains("name=\"client\" value=\"" + anna.client());
            Map<String, String> fields = Map.of(
                    "type",
                    CodeConnector.TYPE,
                    "subject",
                    "anna",
                    "back",
                    "http://localhost:9999/",
                    "client",
                    anna.client().toString());
            assertThat(browser.post(path, fields).text()).containsPattern("/connect/[A-Za-z0-9_-]{43}\"");
        } finally {
            Customer.allLeave();
        }
    }
}
