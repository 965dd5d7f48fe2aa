package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Form;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How a connector takes its configurations.
abstract class ConfigurationRules extends Rules {
    ConfigurationRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C02_the_forms_accept_the_configurations_of_the_contract() {
        accepts(description().instance(), contract.instance());
        contract.clients().forEach(client -> accepts(description().client(), client));
    }

    private static void accepts(Form form, Map<String, Object> json) {
        assertThat(form.check(json)).as("C02 %s", json.keySet()).isInstanceOf(Checked.Valid.class);
    }

    @Test
    void C02_open_takes_whatever_the_forms_accept() {
        Map<String, Object> client = contract.clients().getFirst();
        for (Map<String, Object> other : Corners.of(description().client(), client)) {
            opens(contract.instance(), other);
        }
        for (Map<String, Object> other : Corners.of(description().instance(), contract.instance())) {
            opens(other, client);
        }
    }

    private void opens(Map<String, Object> instance, Map<String, Object> client) {
        Trial trial = keep(Trial.of(contract.connector(), vendor(), instance, client));
        assertThatCode(trial::client).as("C02 open with %s", client.keySet()).doesNotThrowAnyException();
    }

    @Test
    void C02_open_calls_nobody() {
        Trial trial = trial();
        trial.client();
        assertThat(trial.broken(List.of("C02"))).isEmpty();
    }

    @Test
    void C17_check_accepts_what_works() {
        assertThat(trial().check())
                .as("C17 check of a configuration that works")
                .isEmpty();
    }

    @Test
    void C17_check_refuses_what_the_vendor_refuses() {
        vendor().faults().set(Fault.UNAUTHORIZED);
        var thrown = trial().check();
        if (description().authorization() instanceof Authorization.Key) {
            assertThat(thrown)
                    .as("C17 check of a key that the vendor refuses")
                    .get()
                    .satisfies(e -> assertThat(failure(e)).isInstanceOf(Failure.Misconfigured.class));
        } else {
            // without a key of the developer's there may be nothing to try
            thrown.ifPresent(e -> assertThat(failure(e).cause()).as("C17 cause").isNotBlank());
        }
    }

    @Test
    void C17_check_does_not_blame_the_developer_for_the_vendor() {
        for (Fault fault : List.of(Fault.DOWN, Fault.REFUSED, Fault.HTML, Fault.THROTTLED)) {
            vendor().faults().recover();
            Trial trial = trial();
            vendor().forget();
            trial.check();
            boolean calls = !vendor().calls().isEmpty();
            vendor().faults().set(fault);
            var thrown = trial.check();
            assertThat(thrown.isPresent()).as("C17 check throws at %s", fault).isEqualTo(calls);
            thrown.ifPresent(e ->
                    assertThat(failure(e)).as("C17 check at %s", fault).isNotInstanceOf(Failure.Misconfigured.class));
        }
    }

    @Test
    void C17_check_is_at_most_one_call_and_changes_nothing() {
        trial().check();
        assertThat(vendor().calls())
                .as("C17 calls of check")
                .hasSizeLessThanOrEqualTo(1)
                .extracting(Request::method)
                .allMatch("GET"::equals);
    }

    private static Failure failure(Throwable thrown) {
        assertThat(thrown).as("C17 what check throws").isInstanceOf(ConnectorException.class);
        return ((ConnectorException) thrown).failure();
    }
}
