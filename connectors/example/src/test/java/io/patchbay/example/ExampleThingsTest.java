package io.patchbay.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Failure;
import io.patchbay.tck.Round;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.JsonText;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is particular to this vendor; the rest is in [ContractTest].
class ExampleThingsTest {
    private final ExampleSimulator vendor = new ExampleSimulator();
    private final Trial trial = at(ExampleSimulator.SITE);

    private Trial at(String site) {
        return Trial.of(
                new ExampleConnector(),
                vendor,
                Map.of(ExampleConnector.API_KEY, ExampleSimulator.KEY),
                Map.of(ExampleConnector.SITE, site));
    }

    @AfterEach
    void stop() {
        trial.close();
        vendor.close();
    }

    @Test
    void fahrenheit_become_degrees_celsius() {
        Round round = trial.round();
        assertThat(round.value("s-1", "temperature")).contains("12");
        assertThat(round.value("s-2", "temperature")).contains("10");
    }

    @Test
    void a_sensor_that_a_station_lacks_has_no_value() {
        assertThat(trial.round().value("s-2", "humidity")).contains("");
    }

    @Test
    void a_station_that_is_off_is_unavailable_and_not_asked() {
        Round round = trial.round();
        assertThat(round.things().orElseThrow())
                .extracting(Thing::status)
                .containsExactly(Availability.AVAILABLE, Availability.AVAILABLE, Availability.UNAVAILABLE);
        assertThat(vendor.calls())
                .extracting(call -> call.query("station").orElse(""))
                .doesNotContain("s-3");
    }

    @Test
    void only_a_heated_station_can_be_switched() {
        assertThat(trial.round().things().orElseThrow())
                .extracting(thing -> thing.components().size())
                .containsExactly(2, 1, 1);
    }

    @Test
    void a_station_that_is_gone_since_it_was_listed_does_not_spoil_the_others() {
        vendor.faults().rewriting(0, body -> JsonText.with(body, 0, "\"s-9\""));
        Round round = trial.round();
        assertThat(round.thrown()).isEmpty();
        assertThat(round.value("s-9", "temperature")).isEmpty();
        assertThat(round.value("s-2", "temperature")).contains("10");
    }

    @Test
    void an_unknown_site_is_the_developers_to_correct() {
        try (Trial nowhere = at("nowhere")) {
            assertThat(nowhere.round().failure()).get().isInstanceOf(Failure.Misconfigured.class);
        }
    }

    @Test
    void a_heater_is_switched_on_and_off() {
        trial.round();
        assertThat(switched(true)).isInstanceOf(ActionOutcome.Done.class);
        assertThat(trial.round().value("s-1", "on")).contains("true");
        assertThat(switched(false)).isInstanceOf(ActionOutcome.Done.class);
        assertThat(trial.round().value("s-1", "on")).contains("false");
    }

    private ActionOutcome switched(boolean on) {
        return trial.act(new ActionRequest("r-1", "s-1", "heater", "switch", Map.of("on", Value.of(on))))
                .returned()
                .orElseThrow();
    }
}
