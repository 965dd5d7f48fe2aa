package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The list of an app's clients, with rows that the engine does not know.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ClientListTest {
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"/console([^\"]+)\"");
    private static final Pattern SUBJECT =
            Pattern.compile("<th role=\"rowheader\"[^>]*><a href=\"[^\"]+\">([^<]+)</a>");

    @Inject
    Db db;

    private final Browser browser = Browser.signedIn();
    private final UUID app = UUID.fromString(ClientPages.app(browser).id());
    private final String list = "/apps/" + app + "/clients";

    @AfterEach
    void forget() {
        db.run(tx -> tx.execute("delete from client where app_id = ?", app));
    }

    /// Clients of one customer each: `customer-00001` and so on.
    private void clients(int count, String type, String status, String who) {
        db.run(tx -> {
            UUID instance = UUID.randomUUID();
            tx.execute(
                    "insert into instance (id, app_id, type_id, configuration) values (?, ?, ?, '\\x00') on conflict do nothing",
                    instance,
                    app,
                    type);
            tx.createUpdate("""
                            insert into client (id, app_id, instance_id, type_id, subject, slice, configuration, status, who, cause)
                            select gen_random_uuid(), i.app_id, i.id, i.type_id, 'customer-' || lpad(n::text, 6, '0'), 0, '\\x00',
                                   :status, :who, case when cast(:who as text) is null then null else 'it is away' end
                            from instance i, generate_series(1, :count) n
                            where i.app_id = :app and i.type_id = :type
                            """.replace("n::text", "cast(n as text)"))
                    .bind("app", app)
                    .bind("type", type)
                    .bind("status", status)
                    .bind("who", who.isEmpty() ? null : who)
                    .bind("count", count)
                    .execute();
        });
    }

    private static List<String> subjects(String page) {
        return SUBJECT.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private String text(String query) {
        Answer answer = browser.get(list + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    @Test
    void without_clients_it_says_how_they_come() {
        assertThat(text("")).contains("No clients yet").doesNotContain("id=\"q\"");
    }

    @Test
    void pages_follow_one_another_and_miss_none() {
        clients(120, "test-valve", "STARTED", "");
        clients(7, "test-push", "STARTED", "");
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String page = text("");
        while (true) {
            List<String> subjects = subjects(page);
            seen.addAll(subjects);
            sizes.add(subjects.size());
            Matcher next = NEXT.matcher(page);
            if (!next.find()) {
                break;
            }
            page = browser.get(next.group(1).replace("&amp;", "&")).text();
        }
        assertThat(sizes).containsExactly(50, 50, 27);
        assertThat(seen).hasSize(127).isSorted();
        assertThat(seen.stream().distinct()).hasSize(120);
    }

    @Test
    void search_takes_the_beginning_of_a_subject_or_an_id() {
        clients(120, "test-valve", "STARTED", "");
        assertThat(subjects(text("?q=customer-00011"))).hasSize(10).allMatch(s -> s.startsWith("customer-00011"));
        assertThat(subjects(text("?q=%20customer-000120%20"))).containsExactly("customer-000120");
        assertThat(text("?q=Customer")).contains("No client fits");
        assertThat(text("?q=%25")).contains("No client fits");
        Matcher id =
                Pattern.compile("clients/([0-9a-f-]{36})\">customer-000017<").matcher(text(""));
        assertThat(id.find()).isTrue();
        String whole = id.group(1);
        for (String part :
                List.of(whole, whole.substring(0, 8), whole.substring(0, 13), whole.toUpperCase(Locale.ROOT))) {
            assertThat(subjects(text("?q=" + part))).as(part).contains("customer-000017");
        }
        assertThat(subjects(text("?q=" + whole + "&status=FAILING"))).isEmpty();
    }

    @Test
    void filters_are_in_the_address_and_go_together() {
        clients(3, "test-valve", "STARTED", "");
        clients(2, "test-push", "ERROR", "VENDOR");
        clients(4, "openweathermap", "ERROR", "SUBJECT");
        db.run(tx ->
                tx.execute("update client set paused = true where app_id = ? and subject = 'customer-000003'", app));
        assertThat(subjects(text("?status=RUNNING"))).containsExactly("customer-000001", "customer-000002");
        assertThat(subjects(text("?status=FAILING"))).hasSize(2);
        assertThat(subjects(text("?status=PAUSED"))).hasSize(2);
        assertThat(subjects(text("?status=CONSENT"))).hasSize(3);
        assertThat(subjects(text("?who=SUBJECT&connector=openweathermap"))).hasSize(3);
        assertThat(subjects(text("?who=VENDOR"))).hasSize(2);
        assertThat(text("?status=RUNNING&who=VENDOR")).contains("No client fits");
        assertThat(subjects(text("?connector=test-push"))).hasSize(2);
        assertThat(text("?connector=test-push&who=VENDOR&q=customer"))
                .contains("value=\"customer\"", "value=\"test-push\" selected", "value=\"VENDOR\" selected")
                .contains("q=customer&amp;connector=test-push&amp;status=FAILING&amp;who=VENDOR")
                .contains("Failing, vendor busy");
        // how many there are, whatever the filter
        assertThat(text("?status=PAUSED"))
                .containsPattern("Paused <span class=\"count\">2<")
                .containsPattern("All <span class=\"count\">9<");
    }

    @Test
    void what_makes_no_sense_is_no_error() {
        clients(1, "test-valve", "STARTED", "");
        for (String query : List.of("?after=x", "?after=%00", "?status=x&who=y", "?q=%00", "?connector=%00")) {
            assertThat(subjects(text(query))).as(query).hasSize(1);
        }
        assertThat(text("?q=" + "x".repeat(1000))).contains("No client fits");
        assertThat(text("?q=%3Cscript%3E")).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void another_accounts_clients_are_not_found() {
        clients(1, "test-valve", "STARTED", "");
        assertThat(Developers.another().get(list).status()).isEqualTo(404);
    }

    @Test
    void the_first_page_of_a_hundred_thousand_clients_is_as_small_as_of_ten() {
        clients(97_000, "test-valve", "STARTED", "");
        clients(3000, "test-push", "ERROR", "VENDOR");
        clients(3, "openweathermap", "ERROR", "AUTHOR");
        db.run(tx -> tx.execute("analyze client"));
        for (String query : List.of(
                "",
                "?q=customer-09",
                "?status=FAILING",
                "?who=AUTHOR",
                "?connector=openweathermap",
                "?q=0a1b",
                "?after=Y3VzdG9tZXItMDcwMDAwCnRlc3QtdmFsdmU")) {
            assertThat(text(query).getBytes(StandardCharsets.UTF_8)).as(query).hasSizeLessThan(60_000);
        }
        assertThat(text("")).contains("1,000+");
    }
}
