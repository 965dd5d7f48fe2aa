package io.patchbay.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.tck.simulator.Consent;
import io.patchbay.tck.simulator.Fault;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Consent by a code (RFC 8628), from the client's creation to its first things.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class DeviceFlowTest {
    private static final LinkVendor VENDOR = LinkVendor.DEVICE;

    @BeforeEach
    void somebodyMustConfirm() {
        VENDOR.calm();
        VENDOR.authorizationServer().consent(Consent.ASKED);
    }

    @AfterEach
    void leave() {
        VENDOR.calm();
        Customer.allLeave();
    }

    @Test
    void the_clients_detail_has_the_code_until_it_is_confirmed() {
        Customer anna = new Customer(DeviceConnector.TYPE, "");
        Call.Answer made = anna.create();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        JsonNode detail = anna.detail();
        String code = detail.get("user_code").asText();
        String page = detail.get("verification_uri_complete").asText();
        assertThat(page).startsWith(VENDOR.url().toString()).endsWith("user_code=" + code);
        assertThat(anna.view().get("status").asText()).isEqualTo("STARTING");
        Customer.browse(page + "&decision=allow");
        JsonNode client = anna.becomes("STARTED");
        assertThat(client.get("mappings")).hasSize(1);
        assertThat(client.get("detail").has("user_code")).isFalse();
    }

    @Test
    void who_refuses_leaves_a_client_that_says_so() {
        Customer anna = new Customer(DeviceConnector.TYPE, "");
        anna.create();
        Customer.browse(anna.detail().get("verification_uri_complete").asText() + "&decision=deny");
        JsonNode client = anna.becomes("ERROR");
        assertThat(client.at("/detail/cause").asText()).contains("consent needed", "access_denied");
        assertThat(client.at("/detail/user_code").isMissingNode()).isTrue();
    }

    @Test
    void a_running_client_shows_the_code_of_a_new_consent() {
        VENDOR.authorizationServer().consent(Consent.GIVEN);
        Customer anna = new Customer(DeviceConnector.TYPE, "");
        anna.create();
        anna.becomes("STARTED");
        VENDOR.authorizationServer().consent(Consent.ASKED);
        assertThat(anna.link().status()).isEqualTo(201);
        assertThat(anna.view().get("status").asText()).isEqualTo("STARTED");
        assertThat(anna.detail().get("user_code").asText()).isNotEmpty();
    }

    @Test
    void a_vendor_without_a_code_leaves_nothing_behind() {
        VENDOR.faults().set(Fault.DOWN);
        Customer anna = new Customer(DeviceConnector.TYPE, "");
        Call.Answer refused =
                anna.send("POST", "/api/v1/connectors/clients", "{\"connector_type_id\": \"test-device\"}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(anna.get("/api/v1/connectors/clients").json()).isEmpty();
    }
}
