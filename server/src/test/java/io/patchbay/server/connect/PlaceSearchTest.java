package io.patchbay.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Searching a place on a session's page, as a browser does with scripts and without.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class PlaceSearchTest {
    private final String session = session();
    private final String page = session + "/with/open-meteo";
    private final String cookie = Call.get(page)
            .header("Sec-Fetch-Mode", "navigate")
            .send()
            .header("Set-Cookie")
            .split(";", 2)[0];

    @Test
    void a_part_of_the_page_lists_what_was_found() {
        Answer found = get(session + "/places?place=portland");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text())
                .doesNotContain("<html")
                .contains("data-latitude=\"45.5202\"", "Maine, US", "Oregon, US");
        assertThat(get(session + "/places?place=Atlantis").text()).contains("No place of this name was found.");
        assertThat(get(session + "/places").text()).doesNotContain("<li>", "found.");
        assertThat(get(session + "/places?place=%3Cb%3E").text()).doesNotContain("<b>");
    }

    @Test
    void only_the_sessions_own_browser_searches() {
        assertThat(Call.get(session + "/places?place=Oslo").send().status()).isEqualTo(409);
        assertThat(Call.get("/connect/" + "x".repeat(43) + "/places?place=Oslo")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void without_scripts_the_form_searches_and_takes_the_choice() {
        assertThat(get(page).text()).contains("Search a town or postcode");
        Answer found = post(Map.of("search", "yes", "place", "Portland", "city", "", "forecast", "true"));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text())
                .contains("value=\"Portland\"", "name=\"at\" value=\"43.6574 -70.2589\"")
                .containsPattern("name=\"forecast\"[^>]* checked");
        Answer chosen = post(Map.of("at", "43.6574 -70.2589", "place", "Portland", "latitude", "1", "longitude", "2"));
        assertThat(chosen.text())
                .containsPattern("name=\"latitude\"[^>]* value=\"43.6574\"")
                .containsPattern("name=\"longitude\"[^>]* value=\"-70.2589\"");
    }

    @Test
    void coordinates_can_be_given_without_a_search() {
        assertThat(post(Map.of("search", "yes", "place", "", "latitude", "52.52", "longitude", "13.41"))
                        .status())
                .isEqualTo(303);
    }

    private Answer get(String path) {
        return Call.get(path).header("Cookie", cookie).send();
    }

    private Answer post(Map<String, String> fields) {
        return Call.post(page).header("Cookie", cookie).form(fields).send();
    }

    /// The path of a new session.
    private static String session() {
        String token = TestToken.ofNewApp().with(Scope.CONNECTOR);
        Call.post("/api/v1/connectors/instances")
                .token(token)
                .json("{\"connector_type_id\": \"open-meteo\", \"configuration\": {}}")
                .send();
        Answer made = Call.post("/api/v1/connect-sessions")
                .token(token)
                .json("{\"subject\": \"anna\", \"return_url\": \"https://app.example.org/back\"}")
                .send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return URI.create(made.json().get("url").asText()).getPath();
    }
}
