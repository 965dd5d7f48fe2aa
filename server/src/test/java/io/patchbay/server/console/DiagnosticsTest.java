package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connector.Failure;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.action.ValveConnector;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.db.Db;
import io.patchbay.server.link.CodeConnector;
import io.patchbay.server.link.Customer;
import io.patchbay.server.link.Grants;
import io.patchbay.server.link.LinkVendor;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The file that a developer passes on holds what helps, and nothing that would let anybody in.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class DiagnosticsTest {
    @Inject
    Grants grants;

    @Inject
    Catalogue catalogue;

    @Inject
    Db db;

    @AfterEach
    void leave() {
        Customer.allLeave();
    }

    @Test
    void it_holds_what_is_known_of_the_client() {
        String valve = "valve-" + UUID.randomUUID();
        ClientPages page = ClientPages.of(ValveConnector.TYPE, "{}", "anna", "{\"valve\": \"" + valve + "\"}");
        page.awaitText("Valve was added", "the last call to the vendor succeeded");
        ValveConnector.breaks(
                valve,
                () -> new Failure.Unavailable(
                        "stuck at https://me:hunter2@valves.invalid/open?key=topsecret#hash-secret, says the vendor"));
        page.post("/poll", Map.of());
        page.awaitText("A call failed");
        Call.Answer file = page.browser.get(page.path() + "/diagnostics");
        assertThat(file.header("Content-Type")).startsWith("application/json");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"client-" + page.client + ".json\"");
        assertThat(file.header("Cache-Control")).isEqualTo("no-store");
        assertThat(file.text()).doesNotContain("hunter2", "topsecret", "hash-secret");
        JsonNode json = file.json();
        assertThat(json.at("/client/id").asText()).isEqualTo(page.client);
        assertThat(json.at("/client/subject").asText()).isEqualTo("anna");
        assertThat(json.at("/client/state").asText()).isEqualTo("NOBODY");
        assertThat(json.at("/client/cause").asText())
                .isEqualTo("stuck at https://***@valves.invalid/open?***#*** says the vendor");
        assertThat(json.at("/client/configuration/valve").asText()).isEqualTo(valve);
        assertThat(json.at("/connector/type").asText()).isEqualTo(ValveConnector.TYPE);
        assertThat(json.at("/versions/patchbay").asText()).isNotEmpty();
        assertThat(json.at("/things/0/name").asText()).isEqualTo("Valve");
        assertThat(json.at("/things/0/components/0/id").asText()).isEqualTo("heating");
        assertThat(json.get("changes").findValuesAsText("kind")).contains("added", "client");
        assertThat(json.get("calls").findValuesAsText("kind")).contains("failed");
    }

    @Test
    void no_secret_and_no_token_is_in_it_wherever_they_turned_up() throws Exception {
        LinkVendor.CODE.calm();
        Customer anna = Customer.returning(CodeConnector.TYPE);
        anna.linked();
        String token = grants.bearer(
                        anna.app(),
                        anna.client(),
                        catalogue.byType(CodeConnector.TYPE).orElseThrow())
                .orElseThrow()
                .token()
                .reveal();
        String leak =
                "the vendor said: " + token + " and " + LinkVendor.SECRET + " at https://v.invalid/x?token=in-the-url";
        db.run(tx -> {
            tx.execute("update client set cause = ? where id = ?", leak, anna.client());
            tx.execute(
                    "update change_log set value = jsonb_set(value::jsonb, '{cause}', to_jsonb(?::text))::text where about = ?",
                    leak,
                    anna.client());
        });
        Browser browser = Browser.signedIn();
        String path = "/apps/" + anna.app() + "/clients/" + anna.client();
        browser.post(path + "/pause", Map.of()); // and reads it anew
        String file = browser.get(path + "/diagnostics").text();
        assertThat(file).contains("the vendor said: ***", "https://v.invalid/x?***", "\"client_secret\" : \"***\"");
        assertThat(file).doesNotContain(token, LinkVendor.SECRET, "in-the-url");
    }
}
