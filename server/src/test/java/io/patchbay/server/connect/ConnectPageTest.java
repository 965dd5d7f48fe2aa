package io.patchbay.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.link.CodeConnector;
import io.patchbay.server.link.LinkVendor;
import io.patchbay.tck.simulator.Consent;
import io.patchbay.tck.simulator.Fault;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A customer on the connect page, with good and with bad luck.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ConnectPageTest {
    private static final LinkVendor VENDOR = LinkVendor.CODE;
    private static final String WITH = "/with/" + CodeConnector.TYPE;
    private static final String WEATHER = "/with/openweathermap";

    private final String token = TestToken.ofNewApp().with(Scope.CONNECTOR, Scope.THINGS_READ);

    @BeforeEach
    void instances() {
        VENDOR.calm();
        instance(token, CodeConnector.TYPE, "\"client_id\": \"an-app\", \"client_secret\": \"a-secret-of-the-app\"");
    }

    @AfterEach
    void leave() {
        VENDOR.calm();
        for (JsonNode client : call("GET", "/api/v1/connectors/clients").send().json()) {
            String href = client.get("href").asText();
            call("DELETE", href.substring(href.indexOf("/api/"))).send();
        }
    }

    @Test
    void a_customer_consents_and_goes_back_to_the_app_with_things() {
        Guest anna = guest("");
        Call.Answer first = anna.get("");
        assertThat(first.status()).as("only one technology: no choice").isEqualTo(303);
        assertThat(first.header("Location")).isEqualTo(anna.path() + WITH);
        assertThat(first.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Lax");
        assertThat(first.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(first.header("Cross-Origin-Opener-Policy"))
                .as("its opener may be told")
                .isEmpty();
        String page = anna.get(WITH).text();
        assertThat(page).contains("test will see").contains("temperature").contains("Continue to Vendor of test-code");
        Call.Answer back = anna.consents(anna.post(WITH, Map.of()));
        assertThat(back.status()).as(back.text()).isEqualTo(303);
        assertThat(back.header("Location")).endsWith(anna.path() + "/progress");
        String done = anna.sees("Vendor of test-code is connected</h1>");
        assertThat(done).contains("Station").contains("Temperature");
        String client = Guest.attribute(done, "outcome", "data-client");
        assertThat(Guest.attribute(done, "outcome", "data-result")).isEqualTo("linked");
        assertThat(Guest.attribute(done, "outcome", "data-origin")).isEqualTo("http://localhost:9999");
        assertThat(Guest.attribute(done, "back", "href"))
                .isEqualTo("http://localhost:9999/back?lang=de&result=linked&client_id=" + client);
        assertThat(call("GET", "/api/v1/connectors/clients/" + client)
                        .send()
                        .json()
                        .get("mappings"))
                .hasSize(1);
    }

    @Test
    void who_does_not_agree_can_try_again_with_the_same_link() {
        VENDOR.authorizationServer().consent(Consent.REFUSED);
        Guest anna = guest("");
        anna.get("");
        anna.consents(anna.post(WITH, Map.of()));
        String denied = anna.get("/progress").text();
        assertThat(denied).contains("You did not agree").contains("Try again");
        assertThat(Guest.attribute(denied, "back", "href")).contains("result=denied&client_id=");
        VENDOR.authorizationServer().consent(Consent.GIVEN);
        anna.consents(anna.post(WITH, Map.of()));
        anna.sees("Vendor of test-code is connected</h1>");
    }

    @Test
    void a_vendor_that_is_down_is_said_and_tried_again() {
        Guest anna = guest("");
        anna.get("");
        String callback = anna.callback(anna.post(WITH, Map.of()));
        VENDOR.faults().set(Fault.DOWN);
        anna.call("GET", callback).send();
        assertThat(anna.get("/progress").text())
                .contains("Vendor of test-code does not answer")
                .contains("try again in a few minutes");
        VENDOR.calm();
        anna.consents(anna.post(WITH, Map.of()));
        anna.sees("Vendor of test-code is connected</h1>");
    }

    @Test
    void credentials_of_the_app_that_the_vendor_refuses_are_the_apps_to_mend() {
        VENDOR.authorizationServer().withdraw("an-app", "a-secret-of-the-app");
        Guest anna = guest("");
        anna.get("");
        anna.consents(anna.post(WITH, Map.of()));
        assertThat(anna.get("/progress").text())
                .contains("test is not set up for Vendor of test-code")
                .contains("Please tell test");
    }

    @Test
    void only_the_browser_that_began_a_consent_ends_it() {
        Guest anna = guest("");
        anna.get("");
        String callback = anna.callback(anna.post(WITH, Map.of()));
        Call.Answer stranger = Call.get(callback).send();
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(anna.get("/progress").text()).contains("Waiting for Vendor of test-code");
    }

    @Test
    void a_second_browser_is_told_that_the_link_was_used() {
        Guest anna = guest("");
        anna.get("");
        Call.Answer second = new Guest(anna.path()).get("");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("This link was already used").doesNotContain("localhost:9999");
        assertThat(new Guest(anna.path()).post(WITH, Map.of()).status()).isEqualTo(409);
        assertThat(anna.get(WITH).status()).isEqualTo(200);
    }

    @Test
    void what_only_looks_at_a_link_does_not_use_it_up() {
        Guest anna = guest("");
        Call.Answer preview = Call.get(anna.path()).send();
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.text()).contains("Go on</button>");
        assertThat(preview.header("Set-Cookie")).isEmpty();
        assertThat(anna.get("").status()).isEqualTo(303);
        assertThat(Call.get(anna.path()).send().status()).isEqualTo(409);
    }

    @Test
    void a_browser_that_does_not_say_whether_somebody_is_there_has_a_button() {
        Guest anna = guest("");
        Call.Answer opened = Call.of("POST", anna.path()).form(Map.of()).send();
        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.header("Location")).isEqualTo(anna.path());
        String key = opened.header("Set-Cookie").split(";", 2)[0];
        assertThat(Call.get(anna.path() + WITH).header("Cookie", key).send().status())
                .isEqualTo(200);
        Call.Answer foreign = Call.of("POST", guest("").path())
                .header("Sec-Fetch-Site", "cross-site")
                .form(Map.of())
                .send();
        assertThat(foreign.status()).isEqualTo(403);
    }

    @Test
    void an_unknown_link_is_a_page_that_says_what_to_do() {
        Call.Answer answer = new Guest("http://x/connect/" + "a".repeat(43)).get("");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("This link does not work").contains("start again there");
        Call.Answer elsewhere = Call.get("/connect/a/b/c").send();
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.text()).contains("This page does not exist").contains(elsewhere.header("X-Request-Id"));
    }

    @Test
    void who_stops_takes_the_client_along_that_was_begun() {
        Guest anna = guest("");
        anna.get("");
        anna.post(WITH, Map.of());
        Call.Answer canceled = anna.post("/cancel", Map.of());
        assertThat(canceled.header("Location")).isEqualTo(anna.path() + "/progress");
        String page = anna.get("/progress").text();
        assertThat(page).contains("Nothing was connected");
        assertThat(Guest.attribute(page, "back", "href"))
                .isEqualTo("http://localhost:9999/back?lang=de&result=canceled");
        assertThat(call("GET", "/api/v1/connectors/clients").send().json()).isEmpty();
    }

    @Test
    void connecting_again_keeps_client_and_things() {
        Guest anna = guest("");
        anna.get("");
        anna.consents(anna.post(WITH, Map.of()));
        String client = Guest.attribute(anna.sees("is connected</h1>"), "outcome", "data-client");
        String thing = thing(client);
        Guest again = guest(", \"client_id\": \"" + client + "\"");
        assertThat(again.get("").status()).isEqualTo(303);
        assertThat(again.get(WITH).text()).contains("Connect Vendor of test-code again");
        again.consents(again.post(WITH, Map.of()));
        String done = again.sees("is connected</h1>");
        assertThat(Guest.attribute(done, "outcome", "data-client")).isEqualTo(client);
        assertThat(thing(client)).isEqualTo(thing);
    }

    @Test
    void a_form_says_each_problem_at_its_field_and_then_connects() {
        instance(token, "openweathermap", "\"app_key\": \"0123456789abcdef0123456789abcdef\"");
        Guest anna = guest("");
        String choice = anna.get("").text();
        assertThat(choice).contains("OpenWeatherMap").contains("Vendor of test-code");
        assertThat(anna.get(WEATHER).text()).contains("Latitude");
        Call.Answer wrong = anna.post(WEATHER, Map.of("latitude", "north", "longitude", "13.41"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text())
                .contains("a latitude from -90 to 90")
                .contains("value=\"north\"")
                .contains("aria-invalid");
        Call.Answer none = anna.post(WEATHER, Map.of());
        assertThat(none.text()).contains("Please");
        Call.Answer right = anna.post(WEATHER, Map.of("latitude", "52,52", "longitude", "13.41"));
        assertThat(right.status()).as(right.text()).isEqualTo(303);
        anna.sees("OpenWeatherMap is connected</h1>");
    }

    @Test
    void nothing_is_sent_while_nothing_changes() {
        Guest anna = guest("");
        anna.get("");
        anna.post(WITH, Map.of());
        String seen = Guest.attribute(anna.get("/progress").text(), "live", "hx-get");
        assertThat(anna.call("GET", seen).send().status()).isEqualTo(204);
    }

    @Test
    void another_site_cannot_begin_or_stop_anything() {
        Guest anna = guest("");
        anna.get("");
        assertThat(anna.call("POST", anna.path() + "/cancel")
                        .header("Origin", "https://elsewhere.example")
                        .form(Map.of())
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void all_that_is_wrong_with_a_session_is_said_at_once() {
        Call.Answer answer = session(token, """
                {"connector_types": ["nothing", "open-meteo"], "return_url": "ftp://x", "client_id": "7"}""");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("problems").findValuesAsText("field"))
                .containsExactlyInAnyOrder("subject", "return_url", "client_id", "connector_types", "connector_types");
        assertThat(answer.text()).contains("\\\"nothing\\\"").contains("\\\"open-meteo\\\"");
        for (String url : new String[] {"/back", "https://me:pw@app.example/", "https://app.example/#x", "https:app"}) {
            assertThat(session(token, "{\"subject\": \"anna\", \"return_url\": \"" + url + "\"}")
                            .status())
                    .as(url)
                    .isEqualTo(400);
        }
    }

    @Test
    void another_apps_client_is_not_found() {
        Guest anna = guest("");
        anna.get("");
        anna.consents(anna.post(WITH, Map.of()));
        String client = Guest.attribute(anna.sees("is connected</h1>"), "outcome", "data-client");
        String other = TestToken.ofNewApp().with(Scope.CONNECTOR);
        String body = """
                {"subject": "%s", "return_url": "http://localhost:9999/back", "client_id": "%s"}""";
        assertThat(session(other, body.formatted("anna", client)).status()).isEqualTo(404);
        assertThat(session(token, body.formatted("bert", client)).status()).isEqualTo(404);
        assertThat(session(token, body.formatted("anna", client)).status()).isEqualTo(201);
    }

    private Guest guest(String more) {
        Call.Answer made = session(token, """
                {"subject": "anna", "return_url": "http://localhost:9999/back?lang=de"%s}""".formatted(more));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return new Guest(made.json().get("url").asText());
    }

    private static Call.Answer session(String token, String body) {
        return Call.post("/api/v1/connect-sessions").token(token).json(body).send();
    }

    private static void instance(String token, String type, String configuration) {
        Call.Answer made = Call.post("/api/v1/connectors/instances")
                .token(token)
                .json("{\"connector_type_id\": \"" + type + "\", \"configuration\": {" + configuration + "}}")
                .send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private Call call(String method, String path) {
        return Call.of(method, path).token(token).subject("anna");
    }

    private String thing(String client) {
        return call("GET", "/api/v1/connectors/clients/" + client)
                .send()
                .json()
                .at("/mappings/0/thing_id")
                .asText();
    }
}
