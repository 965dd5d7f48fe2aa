package io.patchbay.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.instance.Instances;
import io.patchbay.tck.simulator.Consent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Consent in a browser, from the client's creation to its first things, and what can become of it instead.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ConsentTest {
    private static final LinkVendor VENDOR = LinkVendor.CODE;

    @Inject
    LinkStore store;

    @Inject
    GrantStore grants;

    @Inject
    Consents consents;

    @Inject
    TokenEndpoint endpoint;

    @Inject
    Catalogue catalogue;

    @Inject
    Instances instances;

    @Inject
    Event<Linked> linked;

    @BeforeEach
    void calm() {
        VENDOR.calm();
    }

    @AfterEach
    void leave() {
        Customer.allLeave();
    }

    @Test
    void a_new_client_sends_the_browser_to_the_vendor_and_waits() {
        Customer anna = Customer.returning(CodeConnector.TYPE);
        Call.Answer made = anna.create();
        assertThat(made.status()).isEqualTo(303);
        URI location = URI.create(made.header("Location"));
        assertThat(location.toString()).startsWith(VENDOR.url() + "/oauth2/authorize?");
        assertThat(query(location))
                .containsEntry("client_id", LinkVendor.APP)
                .containsEntry("response_type", "code")
                .containsEntry("scope", "read write")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "code_challenge", "redirect_uri")
                .doesNotContainKey("client_secret");
        assertThat(anna.view().get("status").asText()).isEqualTo("STARTING");
        assertThat(anna.detail().get("next").asText()).contains("consent");
        assertThat(VENDOR.calls())
                .filteredOn(call -> !call.path().equals("/oauth2/revoke")) // of those who left before
                .as("nothing is asked before")
                .isEmpty();
    }

    @Test
    void after_consent_the_browser_is_back_in_the_app_and_the_client_runs() {
        Customer anna = Customer.returning(CodeConnector.TYPE);
        String back = Customer.consents(anna.create().header("Location"));
        Call.Answer ended = Call.get(back).send();
        assertThat(ended.status()).isEqualTo(303);
        assertThat(ended.header("Location"))
                .as("its own query stays as it is")
                .isEqualTo(Customer.BACK + "&client_id=" + anna.client() + "&result=linked");
        JsonNode client = anna.becomes("STARTED");
        assertThat(client.get("mappings")).hasSize(1);
        assertThat(client.at("/detail/remaining").isArray()).isTrue();
        assertThat(client.get("detail").has("stale_since")).isFalse();
        String thing = client.at("/mappings/0/thing_id").asText();
        assertThat(anna.get("/api/v1/things/" + thing + "/components/main/properties/temperature")
                        .json()
                        .get("stale")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void without_a_page_of_the_app_a_plain_page_says_what_happened() {
        Customer anna = new Customer(CodeConnector.TYPE, "");
        Call.Answer ended =
                Call.get(Customer.consents(anna.create().header("Location"))).send();
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.header("Content-Type")).startsWith("text/html");
        assertThat(ended.text()).contains("Your account is connected");
    }

    @Test
    void a_state_works_once() {
        Customer anna = Customer.returning(CodeConnector.TYPE);
        String back = Customer.consents(anna.create().header("Location"));
        assertThat(Call.get(back).send().status()).isEqualTo(303);
        Call.Answer again = Call.get(back).send();
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("too old", "start again in the app");
        anna.becomes("STARTED");
    }

    @Test
    void a_state_that_was_never_given_is_refused() {
        assertThat(Call.get("/api/v1/connectors/oauth/callback?state=made-up&code=c")
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(Call.get("/api/v1/connectors/oauth/callback").send().status())
                .isEqualTo(400);
    }

    @Test
    void a_state_ends_after_ten_minutes() throws Exception {
        Map<String, String> back = query(URI.create("http://x"
                + Customer.consents(
                        Customer.returning(CodeConnector.TYPE).create().header("Location"))));
        assertThat(exchange(Duration.ofMinutes(10).plusSeconds(1))
                        .callback(back.get("state"), back.get("code"), null, null))
                .isEmpty();
        Map<String, String> other = query(URI.create("http://x"
                + Customer.consents(
                        Customer.returning(CodeConnector.TYPE).create().header("Location"))));
        assertThat(exchange(Duration.ofMinutes(9)).callback(other.get("state"), other.get("code"), null, null))
                .isPresent();
    }

    private Exchange exchange(Duration ahead) {
        InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
        return new Exchange(store, grants, consents, endpoint, catalogue, instances, linked, clock);
    }

    @Test
    void a_new_consent_of_a_client_ends_the_one_before() {
        Customer anna = Customer.returning(CodeConnector.TYPE);
        String first = Customer.consents(anna.create().header("Location"));
        String second = Customer.consents(anna.link().header("Location"));
        assertThat(Call.get(first).send().status()).isEqualTo(400);
        assertThat(Call.get(second).send().header("Location")).contains("result=linked");
    }

    @Test
    void who_refuses_is_sent_back_denied_and_may_think_again() {
        VENDOR.authorizationServer().consent(Consent.REFUSED);
        Customer anna = Customer.returning(CodeConnector.TYPE);
        Call.Answer ended =
                Call.get(Customer.consents(anna.create().header("Location"))).send();
        assertThat(query(URI.create(ended.header("Location"))))
                .containsEntry("result", "denied")
                .containsEntry("lang", "de")
                .containsKey("error");
        JsonNode client = anna.becomes("ERROR");
        assertThat(client.at("/detail/who_must_act").asText()).isEqualTo("subject");
        assertThat(client.at("/detail/cause").asText()).contains("consent needed", "refused");
        VENDOR.authorizationServer().consent(Consent.GIVEN);
        Call.get(Customer.consents(anna.link().header("Location"))).send();
        anna.becomes("STARTED");
    }

    @Test
    void a_code_that_the_vendor_does_not_take_fails_in_words() {
        Customer anna = Customer.returning(CodeConnector.TYPE);
        String back = Customer.consents(anna.create().header("Location")).replaceAll("code=[^&]*", "code=stolen");
        Map<String, String> end = query(URI.create(Call.get(back).send().header("Location")));
        assertThat(end).containsEntry("result", "failed");
        assertThat(end.get("error")).contains("invalid_grant");
        anna.becomes("ERROR");
    }

    @Test
    void what_the_vendor_says_instead_of_a_code_is_no_markup() {
        Customer anna = new Customer(CodeConnector.TYPE, "");
        String state = query(URI.create(anna.create().header("Location"))).get("state");
        Call.Answer page = Call.get("/api/v1/connectors/oauth/callback?state=" + state + "&error=%3Cscript%3E")
                .send();
        assertThat(page.status()).isEqualTo(502);
        assertThat(page.text()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void a_customer_who_withdraws_is_asked_again_and_keeps_his_things() {
        Customer anna = Customer.returning(CodeConnector.TYPE);
        JsonNode before = anna.linked();
        VENDOR.authorizationServer().revokeAll();
        JsonNode broken = anna.becomes("ERROR");
        assertThat(broken.at("/detail/cause").asText()).contains("consent needed");
        assertThat(broken.at("/detail/who_must_act").asText()).isEqualTo("subject");
        assertThat(broken.at("/detail/next_try").isMissingNode()
                        || broken.at("/detail/next_try").isNull())
                .as("polling has stopped")
                .isTrue();
        Call.Answer link = anna.link();
        assertThat(link.status()).isEqualTo(303);
        assertThat(link.json().get("client_id").asText())
                .isEqualTo(anna.client().toString());
        Call.get(Customer.consents(link.header("Location"))).send();
        assertThat(anna.becomes("STARTED").get("mappings")).isEqualTo(before.get("mappings"));
    }

    @Test
    void tokens_that_live_a_second_keep_a_client_running() {
        VENDOR.authorizationServer().life(Duration.ofSeconds(1));
        Customer anna = Customer.returning(CodeConnector.TYPE);
        anna.linked();
        long before = VENDOR.refreshes();
        await().atMost(Duration.ofSeconds(20)).until(() -> VENDOR.refreshes() >= before + 3);
        assertThat(anna.view().get("status").asText()).isEqualTo("STARTED");
        assertThat(VENDOR.authorizationServer().counts().reused()).isZero();
    }

    @Test
    void deleting_a_client_revokes_its_grant_at_the_vendor() {
        Customer anna = Customer.returning(CodeConnector.TYPE);
        anna.linked();
        String refresh = Objects.requireNonNull(
                grants.get(anna.app(), anna.client()).orElseThrow().tokens().refresh());
        assertThat(anna.delete().status()).isEqualTo(204);
        assertThat(grants.get(anna.app(), anna.client())).isEmpty();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(VENDOR.calls())
                        .filteredOn(call -> call.path().equals("/oauth2/revoke"))
                        .anySatisfy(call -> assertThat(call.form().get("token")).containsExactly(refresh)));
        assertThat(VENDOR.authorizationServer().refresh(refresh)).isEmpty();
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, _) -> a));
    }
}
