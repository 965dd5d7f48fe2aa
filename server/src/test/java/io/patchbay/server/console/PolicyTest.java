package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class PolicyTest {
    private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"([^\"]*/assets/[^\"]+)\"");

    @Test
    void every_answer_has_the_strict_policy() {
        Browser browser = Browser.signedIn();
        for (Answer answer : List.of(
                browser.get(""),
                browser.get("/apps"),
                browser.get("/nothing/here"),
                browser.get("/apps/00000000-0000-0000-0000-000000000000"),
                Call.get("/console/login").send(),
                Call.get("/console").send(),
                Call.get("/console/assets/0000000000000000/console.css").send())) {
            assertThat(answer.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe")
                    .doesNotContain("http");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void pages_are_kept_by_nobody_and_have_nothing_inline_or_foreign() {
        Browser browser = Browser.signedIn();
        for (String path : List.of("", "/apps", "/apps/new")) {
            Answer page = browser.get(path);
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.text())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("\\son[a-z]+=\"")
                    .doesNotContain("style=\"")
                    .doesNotContain("<style")
                    .doesNotContainPattern("(src|href|action)=\"(https?:)?//");
        }
    }

    @Test
    void files_are_kept_for_ever_under_an_address_of_their_content() {
        List<String> files = LINKED.matcher(Browser.signedIn().get("").text())
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
        assertThat(files).hasSizeGreaterThanOrEqualTo(4);
        for (String file : files) {
            Answer answer = Call.get(file).send();
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).contains("immutable");
            Answer stale = Call.get(file.replaceFirst("assets/[0-9a-f]+", "assets/0123456789abcdef"))
                    .send();
            assertThat(stale.status()).isEqualTo(404);
        }
        int packed = files.stream()
                .mapToInt(file -> Integer.parseInt(
                        Call.get(file).header("Accept-Encoding", "gzip").send().header("Content-Length")))
                .sum();
        assertThat(packed).isBetween(1000, 60_000);
    }

    @Test
    void errors_are_pages_with_the_requests_id() {
        Answer nothing = Browser.signedIn().get("/nothing/here");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.header("Content-Type")).startsWith("text/html");
        assertThat(nothing.text()).contains("Not found").contains(nothing.header("X-Request-Id"));
        Answer api = Call.get("/api/v1/nothing").send();
        assertThat(api.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void htmx_evaluates_nothing_and_adds_no_style() {
        String page = Browser.signedIn().get("").text();
        List<String> settings = Pattern.compile("name=\"htmx-config\" content='([^']+)'")
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(settings)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("\"allowEval\":false")
                        .contains("\"allowScriptTags\":false")
                        .contains("\"includeIndicatorStyles\":false")
                        .contains("\"historyCacheSize\":0"));
    }
}
