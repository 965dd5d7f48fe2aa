package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ListingTest {
    private static final Pattern NEXT = Pattern.compile("<(.+)>; rel=\"next\"");

    @Test
    void a_list_that_fits_has_no_next_page() {
        Answer answer = Call.get("/sample/rows").send();
        assertThat(answer.json()).hasSize(5);
        assertThat(answer.header("Link")).isEmpty();
    }

    @Test
    void following_the_links_finds_every_row_once() {
        List<String> rows = new ArrayList<>();
        String path = "/sample/rows?limit=2&shade=a%26b";
        for (int page = 0; page < 3; page++) {
            Answer answer = Call.get(path).send();
            answer.json().forEach(row -> rows.add(row.toString()));
            Matcher next = NEXT.matcher(answer.header("Link"));
            if (!next.matches()) {
                assertThat(page).isEqualTo(2);
                break;
            }
            assertThat(next.group(1))
                    .startsWith("http://localhost:8080/sample/rows?")
                    .contains("shade=a%26b");
            URI link = URI.create(next.group(1));
            path = link.getRawPath() + "?" + link.getRawQuery();
        }
        assertThat(rows).containsExactly("{\"row\":1}", "{\"row\":2}", "{\"row\":3}", "{\"row\":4}", "{\"row\":5}");
    }

    @Test
    void a_last_page_that_is_full_has_no_next_one() {
        assertThat(Call.get("/sample/rows?limit=5").send().header("Link")).isEmpty();
    }

    @Test
    void a_wrong_limit_is_400() {
        Answer answer = Call.get("/sample/rows?limit=0").send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText()).contains("limit");
    }
}
