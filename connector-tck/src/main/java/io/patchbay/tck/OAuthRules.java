package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Authorization.OAuth2Client;
import io.patchbay.tck.simulator.AuthorizationServer;
import io.patchbay.tck.simulator.Consent;
import io.patchbay.tck.simulator.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// That a connector leaves consent and tokens to the service, and says truly how its vendor does them.
abstract class OAuthRules extends Rules {
    OAuthRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C19_the_description_declares_consent() {
        assertThat(description().authorization())
                .as("C19 authorization")
                .isInstanceOfAny(Authorization.OAuth2Code.class, Authorization.OAuth2Device.class);
    }

    @Test
    void C19_a_client_leaves_tokens_to_its_context() {
        Trial trial = trial();
        good(trial);
        contract.actions().forEach(trial::act);
        server().expire();
        trial.round();
        server().revokeAll();
        trial.round();
        assertThat(trial.broken(List.of("C19"))).isEmpty();
    }

    @Test
    void C19_a_token_that_is_too_old_is_refreshed_once_and_unseen() {
        Trial trial = trial();
        Round before = good(trial);
        server().expire();
        Round after = good(trial);
        assertThat(server().counts().refreshes())
                .as("C19 refreshes: Rejected must fit what the vendor says of a token that is too old")
                .isEqualTo(1);
        assertThat(after.readings()).as("C19 readings with a refreshed token").isEqualTo(before.readings());
    }

    @Test
    void C19_an_action_is_tried_again_with_a_new_token() {
        for (ActionRequest request : contract.actions()) {
            Trial trial = trial();
            good(trial);
            server().expire();
            assertThat(trial.act(request).returned())
                    .as("C19 outcome of %s with a token that is too old", request.actionId())
                    .get()
                    .isInstanceOfAny(ActionOutcome.Done.class, ActionOutcome.Accepted.class);
        }
    }

    @Test
    void C19_a_token_that_is_good_is_not_refreshed() {
        Trial trial = trial();
        good(trial);
        for (Fault fault : List.of(Fault.FORBIDDEN, Fault.THROTTLED, Fault.DOWN, Fault.HTML)) {
            vendor().faults().set(fault);
            trial.round();
            assertThat(server().counts().refreshes())
                    .as("C19 refreshes at %s: Rejected must fit refused tokens only", fault)
                    .isZero();
        }
    }

    @Test
    void C19_a_consent_that_is_withdrawn_is_the_subjects() {
        Trial trial = trial();
        good(trial);
        server().revokeAll(TestGrant.CUSTOMER);
        assertThat(trial.round().failure())
                .as("C19 what a round throws after the consent was withdrawn")
                .get()
                .isInstanceOf(Failure.Unauthorized.class);
        for (ActionRequest request : contract.actions()) {
            assertThat(failure(trial.act(request).thrown()))
                    .as("C19 what %s throws after the consent was withdrawn", request.actionId())
                    .get()
                    .isInstanceOf(Failure.Unauthorized.class);
        }
    }

    @Test
    void C19_a_token_that_is_refused_even_when_new_is_the_subjects() {
        Trial trial = trial();
        good(trial);
        vendor().faults().set(Fault.UNAUTHORIZED);
        Round round = trial.round();
        assertThat(server().counts().refreshes()).as("C19 refreshes").isPositive();
        assertThat(round.failure())
                .as("C19 what a round throws when a new token is refused")
                .get()
                .isInstanceOf(Failure.Unauthorized.class);
    }

    @Test
    void C19_check_tells_a_wrong_client_secret() {
        Optional<String> field = client().secret();
        if (field.isEmpty()) {
            return;
        }
        Map<String, Object> wrong = new HashMap<>(contract.instance());
        wrong.put(field.get(), "not-the-secret-of-the-app");
        Trial trial = keep(Trial.of(
                contract.connector(), vendor(), wrong, contract.clients().getFirst()));
        vendor().forget();
        Optional<Throwable> thrown = trial.check();
        if (!vendor().calls().isEmpty()) {
            assertThat(failure(thrown))
                    .as("C19 check with a wrong client secret")
                    .get()
                    .isInstanceOf(Failure.Misconfigured.class);
        }
    }

    @Test
    void C19_the_declared_addresses_lead_to_a_token() {
        assertThat(flow().consent()).as("C19 a customer who agrees").contains("linked");
        server().consent(Consent.REFUSED);
        assertThat(flow().consent()).as("C19 a customer who refuses").contains("access_denied");
    }

    private DeclaredFlow flow() {
        return new DeclaredFlow(description().authorization(), vendor().url(), contract.instance());
    }

    private OAuth2Client client() {
        return switch (description().authorization()) {
            case Authorization.OAuth2Code code -> code.client();
            case Authorization.OAuth2Device device -> device.client();
            case Authorization.None(), Authorization.Key _ ->
                throw new AssertionError("C19 the description declares no consent");
        };
    }

    private AuthorizationServer server() {
        return TestGrant.server(vendor());
    }

    private static Optional<Failure> failure(Optional<Throwable> thrown) {
        return thrown.filter(ConnectorException.class::isInstance).map(e -> ((ConnectorException) e).failure());
    }
}
