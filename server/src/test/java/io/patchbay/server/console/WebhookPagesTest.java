package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.webhook.TestApp;
import io.patchbay.server.webhook.WebhookReceiver;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class WebhookPagesTest {
    private final TestApp app = new TestApp();
    private final Browser browser = Browser.signedIn();
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final String list = "/apps/" + app.id() + "/webhooks";

    @AfterEach
    void close() {
        receiver.close();
    }

    private Answer create(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(Map.of("url", receiver.url(), "batch", "1"));
        all.putAll(fields);
        return browser.post(list, all);
    }

    /// The page of a new one that wants values only.
    private String made() {
        Answer made = create(Map.of("type", "property.changed"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return page(made);
    }

    private String page(Answer made) {
        return list + "/" + found("/webhooks/([0-9a-f-]{36})\"", made.text());
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private void eventually(org.awaitility.core.ThrowingRunnable seen) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(seen);
    }

    @Test
    void all_that_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
        Answer refused = browser.post(
                list, Map.of("url", "ftp://x", "batch", "many", "subject", "s".repeat(501), "type", "no.such"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains(
                        "id=\"url-problem\"", "id=\"batch-problem\"", "id=\"subject-problem\"", "id=\"types-problem\"")
                .contains("The number must be a whole number from 1 to 100.")
                .contains("value=\"ftp://x\"", "value=\"many\"");
        assertThat(browser.post(list, Map.of("url", " ", "batch", "1")).text()).contains("The URL is missing.");
        assertThat(browser.get(list).text()).contains("No webhooks");
    }

    @Test
    void a_new_one_shows_its_secret_once_and_signs_with_it() throws Exception {
        Answer made = create(Map.of("type", "property.changed", "subject", "anna"));
        String secret = found("id=\"secret\"[^>]* value=\"(whsec_[^\"]+)\"", made.text());
        String page = page(made);
        String station = app.station("anna");
        app.put(station, 7);
        eventually(() -> assertThat(receiver.values()).endsWith("7"));
        receiver.received().getLast().verify(secret);
        assertThat(browser.get(list).text())
                .contains(receiver.url(), "property.changed", "anna", "Working")
                .doesNotContain(secret);
        eventually(() -> assertThat(browser.get(list).text()).contains("Delivered"));
        assertThat(browser.get(page).text())
                .contains(receiver.url(), "Delivered")
                .doesNotContain(secret);
        assertThat(browser.get(page + "/edit").text()).doesNotContain(secret);
    }

    @Test
    void a_new_secret_is_shown_once_and_the_former_signs_too_for_a_day() throws Exception {
        Answer made = create(Map.of());
        String page = page(made);
        String second = found(
                "id=\"secret\"[^>]* value=\"(whsec_[^\"]+)\"",
                browser.post(page + "/secret", Map.of()).text());
        browser.post(page + "/test", Map.of());
        receiver.received().getLast().verify(second);
        receiver.received().getLast().verify(found("id=\"secret\"[^>]* value=\"(whsec_[^\"]+)\"", made.text()));
        assertThat(browser.get(page).text()).contains("signs, too, until").doesNotContain(second);
    }

    @Test
    void a_test_shows_what_the_receiver_said() {
        String page = made();
        Answer taken = browser.post(page + "/test", Map.of());
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.text()).contains("The receiver took the test: it answered 204.");
        assertThat(receiver.received())
                .singleElement()
                .satisfies(one -> assertThat(one.type()).isEqualTo("webhook.test"));
        receiver.answers(WebhookReceiver.status(503, "come <b>back</b> later"));
        assertThat(browser.post(page + "/test", Map.of()).text())
                .contains("The test failed. The receiver answered 503.", "come &lt;b&gt;back&lt;/b&gt; later")
                .doesNotContain("<b>back");
        receiver.close();
        assertThat(browser.post(page + "/test", Map.of()).text()).contains("The receiver gave no answer");
    }

    @Test
    void what_fails_is_shown_with_why_and_a_replay_delivers_again() {
        String page = made();
        String station = app.station("anna");
        eventually(() -> assertThat(receiver.values()).containsExactly("0"));
        receiver.answers(WebhookReceiver.status(500, "out of order"));
        app.put(station, 1);
        eventually(() ->
                assertThat(browser.get(page).text()).contains("Failing", "The receiver answered 500.", "out of order"));
        receiver.answers(WebhookReceiver.status(204, ""));
        eventually(
                () -> assertThat(browser.get(page).text()).contains("Working").doesNotContain("out of order"));
        int before = receiver.received().size();
        String first = receiver.received().getFirst().id();
        String position = first.substring("evt_".length());
        Answer again = browser.post(page + "/replay", Map.of("from", "position", "position", position));
        assertThat(again.status()).isEqualTo(303);
        assertThat(browser.get(again.header("Location").substring("/console".length()))
                        .text())
                .contains("It delivers again");
        eventually(() -> assertThat(
                        receiver.received().subList(before, receiver.received().size()))
                .extracting(WebhookReceiver.Received::value)
                .containsExactly("0", "1"));
        assertThat(receiver.received().get(before).id()).isEqualTo(first);
    }

    @Test
    void a_replay_begins_at_a_time_or_at_the_beginning_and_asks_for_what_is_missing() {
        String page = made();
        app.station("anna");
        eventually(() -> assertThat(receiver.values()).containsExactly("0"));
        assertThat(browser.post(page + "/replay", Map.of("from", "time", "time", "2020-01-01T00:00"))
                        .status())
                .isEqualTo(303);
        eventually(() -> assertThat(receiver.values()).containsExactly("0", "0"));
        browser.post(page + "/replay", Map.of("from", "all"));
        eventually(() -> assertThat(receiver.values()).containsExactly("0", "0", "0"));
        for (Map.Entry<Map<String, String>, String> wrong : Map.of(
                        Map.of("from", "time", "time", ""), "Give a day and a time.",
                        Map.of("from", "position", "position", "-1"), "A position is a whole number",
                        Map.of("from", "position", "position", "x"), "A position is a whole number",
                        Map.of("from", "position", "position", "999999999999"), "after the newest event",
                        Map.<String, String>of(), "Choose where to begin.")
                .entrySet()) {
            Answer refused = browser.post(page + "/replay", wrong.getKey());
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("id=\"from-problem\"").contains(wrong.getValue());
        }
    }

    @Test
    void one_that_is_disabled_rests_and_goes_on_when_it_is_enabled() {
        String page = made();
        browser.post(page + "/disable", Map.of());
        assertThat(browser.get(page).text()).contains("Disabled", "The app disabled it.");
        app.station("anna");
        assertThat(browser.post(page + "/test", Map.of()).text()).contains("it answered 204");
        assertThat(receiver.received()).hasSize(1);
        browser.post(page + "/enable", Map.of());
        eventually(() -> assertThat(receiver.received()).hasSize(2));
        assertThat(browser.get(page).text()).contains("Working");
    }

    @Test
    void what_is_changed_holds_and_a_wrong_change_changes_nothing() {
        String page = made();
        assertThat(browser.get(page + "/edit").text())
                .contains("value=\"" + receiver.url() + "\"")
                .containsPattern("value=\"property.changed\" checked");
        Answer refused = browser.post(page, Map.of("url", "", "batch", "101", "type", "thing.added"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("id=\"url-problem\"", "id=\"batch-problem\"");
        assertThat(browser.get(page).text()).contains("property.changed", "One event");
        Answer changed =
                browser.post(page, Map.of("url", receiver.url() + "/more", "batch", "50", "type", "thing.added"));
        assertThat(changed.status()).isEqualTo(303);
        assertThat(browser.get(page).text())
                .contains(receiver.url() + "/more", "thing.added", "Up to 50 events")
                .doesNotContain("property.changed");
    }

    @Test
    void it_is_deleted_by_who_is_sure() {
        String page = made();
        assertThat(browser.post(page + "/delete", Map.of()).status()).isEqualTo(400);
        assertThat(browser.get(page).status()).isEqualTo(200);
        assertThat(browser.post(page + "/delete", Map.of("sure", "yes")).status())
                .isEqualTo(303);
        assertThat(browser.get(page).status()).isEqualTo(404);
    }

    @Test
    void deliveries_come_in_pages_of_which_the_first_is_live() {
        String page = made();
        for (int i = 0; i < 21; i++) {
            browser.post(page + "/test", Map.of());
        }
        String first = browser.get(page).text();
        assertThat(first).contains("hx-trigger=\"every");
        String older = found("\\?before=([0-9]+)\"", first);
        String second = browser.get(page + "?before=" + older).text();
        assertThat(Pattern.compile("<tr>").matcher(first).results()).hasSize(21);
        assertThat(Pattern.compile("<tr>").matcher(second).results()).hasSize(2);
        assertThat(second).doesNotContain("hx-trigger=\"every").contains(">Newest</a>");
        assertThat(browser.get(page + "?before=x").status()).isEqualTo(400);
    }

    @Test
    void long_lists_come_in_pages() {
        for (int i = 0; i < 21; i++) {
            create(Map.of("url", receiver.url() + "/" + i + "."));
        }
        String first = browser.get(list).text();
        String second = browser.get(list + "?after=" + found("\\?after=([0-9a-f-]+)\"", first))
                .text();
        for (int i = 0; i < 21; i++) {
            String url = receiver.url() + "/" + i + ".<";
            assertThat(first.contains(url) ^ second.contains(url)).as(url).isTrue();
        }
    }

    @Test
    void anothers_is_not_found() {
        String page = made();
        Browser other = Developers.another();
        String own = "/apps/"
                + found(
                        "id=\"id\"[^>]* value=\"([^\"]+)\"",
                        other.post("/apps", Map.of("name", "own")).text())
                + "/webhooks";
        for (String foreign : List.of(list, list + "/new", page, page + "/edit", own + page.substring(list.length()))) {
            assertThat(other.get(foreign).status()).as(foreign).isEqualTo(404);
        }
        for (String verb : List.of("", "/test", "/replay", "/enable", "/disable", "/secret", "/delete")) {
            for (String base : List.of(page, own + page.substring(list.length()))) {
                assertThat(other.post(base + verb, Map.of("sure", "yes", "from", "all", "url", "x", "batch", "1"))
                                .status())
                        .as(base + verb)
                        .isEqualTo(404);
            }
        }
        assertThat(other.post(list, Map.of("url", receiver.url(), "batch", "1")).status())
                .isEqualTo(404);
        assertThat(browser.get(list + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(browser.get(list + "/no-uuid").status()).isEqualTo(404);
        assertThat(receiver.received()).isEmpty();
    }
}
