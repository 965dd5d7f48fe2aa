package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ConnectLinkTest {
    private final Browser browser = Browser.signedIn();
    private final NewApp app = NewApp.of(browser, "links");
    private final String path = "/apps/" + app.id() + "/connect";

    @Test
    void a_link_for_a_customer_is_made_by_hand() {
        app.instance("open-meteo", "{}");
        assertThat(browser.get(path + "?type=open-meteo").text()).contains("value=\"open-meteo\"");
        Answer made = browser.post(
                path,
                Map.of("type", "open-meteo", "subject", "anna", "back", "https://app.example.org/", "client", ""));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text()).contains("for anna alone").containsPattern("/connect/[A-Za-z0-9_-]{43}\"");
    }

    @Test
    void everything_that_is_wrong_is_said_at_its_field() {
        Answer refused = browser.post(path, Map.of("type", "nothing", "subject", "", "back", "somewhere"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("The connector type ", "The customer ", "The address must be an absolute URL")
                .contains("value=\"somewhere\"");
    }

    @Test
    void another_account_makes_none() {
        assertThat(Developers.another().get(path).status()).isEqualTo(404);
        assertThat(Developers.another().post(path, Map.of("type", "open-meteo")).status())
                .isEqualTo(404);
    }
}
