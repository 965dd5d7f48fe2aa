package io.patchbay.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Session;
import io.patchbay.server.access.TestLogo;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class LooksTest {
    private final Looks looks;
    private final String app = Session.app().id();

    LooksTest(Looks looks) {
        this.looks = looks;
    }

    @Test
    void an_app_that_nobody_has_branded_has_its_name_alone() {
        Look look = look();
        assertThat(look.app()).isEqualTo("test");
        assertThat(look.style()).isEmpty();
        assertThat(look.logo()).isEmpty();
    }

    @Test
    void a_color_is_a_sheet_that_is_kept_for_ever() {
        brand("\"name\": \"Weather\", \"color\": \"#ffd400\"");
        Look look = look();
        assertThat(look.app()).isEqualTo("Weather");
        Answer sheet = Call.get(look.style()).send();
        assertThat(sheet.status()).as(sheet.text()).isEqualTo(200);
        assertThat(sheet.header("Content-Type")).startsWith("text/css");
        assertThat(sheet.http().headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=31536000, immutable");
        assertThat(sheet.text()).contains("--accent: #ffd400;", "--on-accent: #000000;");
    }

    @Test
    void only_sheets_that_we_have_named_are_there() {
        brand("\"color\": \"#ffd400\"");
        String style = look().style();
        for (String other : new String[] {
            style.replace("ffd400", "ffd401"),
            style.replace("ffd400", "FFD400"),
            style.replaceFirst("-[0-9a-f]{16}", "-0000000000000000"),
            style.replaceFirst("-[0-9a-f]{16}", ""),
            "/connect/assets/looks/red.css"
        }) {
            assertThat(Call.get(other).send().status()).as(other).isEqualTo(404);
        }
    }

    @Test
    void a_logo_is_found_by_its_content() {
        brand("\"logo\": \"" + Base64.getEncoder().encodeToString(TestLogo.png()) + "\"");
        String first = look().logo();
        Answer logo = Call.get(first).send();
        assertThat(logo.status()).isEqualTo(200);
        assertThat(logo.header("Content-Type")).isEqualTo("image/png");
        assertThat(logo.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(logo.http().headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=31536000, immutable");
        brand("\"logo\": \"" + Base64.getEncoder().encodeToString(TestLogo.jpeg()) + "\"");
        assertThat(look().logo()).isNotEqualTo(first);
        assertThat(Call.get(first).send().status()).isEqualTo(404);
        assertThat(Call.get(look().logo()).send().header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(Call.get("/connect/assets/looks/" + UUID.randomUUID() + "/"
                                + first.substring(first.lastIndexOf('/') + 1))
                        .send()
                        .status())
                .isEqualTo(404);
    }

    private Look look() {
        return looks.of(new AppId(UUID.fromString(app)));
    }

    private void brand(String members) {
        assertThat(Call.of("PUT", "/api/v1/apps/" + app + "/branding")
                        .token(Session.login())
                        .json("{" + members + "}")
                        .send()
                        .status())
                .isEqualTo(200);
    }
}
