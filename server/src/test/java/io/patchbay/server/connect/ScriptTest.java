package io.patchbay.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ScriptTest {
    @Test
    void other_sites_may_load_the_script_and_keep_it_for_a_while() {
        Answer script = Call.get("/connect.js").send();
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.header("Content-Type")).startsWith("text/javascript");
        assertThat(script.text()).contains("window.Patchbay");
        assertThat(script.http().headers().allValues("Cross-Origin-Resource-Policy"))
                .containsExactly("cross-origin");
        assertThat(script.http().headers().allValues("Cache-Control")).containsExactly("public, max-age=3600");
        assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(script.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_browser_that_has_it_is_not_sent_it_again() {
        String tag = Call.get("/connect.js").send().header("ETag");
        Answer again = Call.get("/connect.js")
                .header("If-None-Match", "\"other\", " + tag)
                .send();
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(again.header("Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(Call.get("/connect.js")
                        .header("If-None-Match", "\"other\"")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void it_comes_packed_to_who_can_unpack_it() {
        Answer packed =
                Call.get("/connect.js").header("Accept-Encoding", "gzip").send();
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).containsIgnoringCase("accept-encoding");
    }
}
