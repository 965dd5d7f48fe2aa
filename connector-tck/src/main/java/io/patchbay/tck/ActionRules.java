package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.thing.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// How a connector acts. A connector that declares no action has nothing to show here, and
/// [DiscoveryRules#C11_a_client_can_act_if_actions_are_declared] holds it to that.
abstract class ActionRules extends Rules {
    ActionRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C18_every_declared_action_is_carried_out() {
        assertThat(contract.actions().stream().map(ActionRequest::actionId).collect(Collectors.toSet()))
                .as("C18 actions() of the contract")
                .isEqualTo(description().acts());
        for (ActionRequest request : contract.actions()) {
            Trial trial = trial();
            good(trial);
            Outcome<ActionOutcome> outcome = trial.act(request);
            assertThat(outcome.thrown()).as("C18 %s throws", request.actionId()).isEmpty();
            assertThat(outcome.returned())
                    .as("C18 outcome of %s", request.actionId())
                    .get()
                    .isInstanceOfAny(ActionOutcome.Done.class, ActionOutcome.Accepted.class);
        }
    }

    @Test
    void C18_what_is_done_is_what_the_next_round_finds() {
        for (ActionRequest request : contract.actions()) {
            Trial trial = trial();
            good(trial);
            if (trial.act(request).returned().orElse(null) instanceof ActionOutcome.Done(List<Reading> readings)) {
                Round next = good(trial);
                for (Reading reading : readings) {
                    assertThat(next.readings())
                            .as("C18 %s after %s", reading.propertyId(), request.actionId())
                            .anyMatch(r -> r.thingId().equals(reading.thingId())
                                    && r.componentId().equals(reading.componentId())
                                    && r.propertyId().equals(reading.propertyId())
                                    && r.value().equals(reading.value()));
                }
            }
        }
    }

    @Test
    void C18_what_the_vendor_will_not_do_is_refused() {
        for (ActionRequest request : contract.refused()) {
            Trial trial = trial();
            good(trial);
            Outcome<ActionOutcome> outcome = trial.act(request);
            assertThat(outcome.returned())
                    .as("C18 outcome of %s, thrown: %s", request, outcome.thrown())
                    .get()
                    .isInstanceOf(ActionOutcome.Refused.class);
            if (outcome.returned().orElse(null) instanceof ActionOutcome.Refused(String reason)) {
                assertThat(reason).as("C18 reason").isNotBlank();
            }
        }
    }

    @Test
    void C18_what_could_not_be_tried_is_thrown() {
        for (ActionRequest request : contract.actions()) {
            for (Fault fault : List.of(Fault.DOWN, Fault.CUT, Fault.REFUSED, Fault.HTML)) {
                assertThat(failure(request, fault))
                        .as("C18 %s at %s", request.actionId(), fault)
                        .get()
                        .isInstanceOf(Failure.Unavailable.class);
            }
            assertThat(failure(request, Fault.THROTTLED))
                    .as("C18 %s at a vendor that throttles", request.actionId())
                    .get()
                    .isInstanceOf(Failure.Throttled.class);
        }
    }

    private Optional<Failure> failure(ActionRequest request, Fault fault) {
        vendor().faults().recover();
        Trial trial = trial();
        good(trial);
        vendor().faults().set(fault);
        return trial.act(request)
                .thrown()
                .filter(ConnectorException.class::isInstance)
                .map(e -> ((ConnectorException) e).failure());
    }
}
