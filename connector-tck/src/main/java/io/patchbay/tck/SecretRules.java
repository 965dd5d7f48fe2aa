package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.ActionRequest;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/// That secrets stay where they are. What came out in any other test is found there, when it ends.
abstract class SecretRules extends Rules {
    SecretRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C12_no_secret_comes_out_whatever_happens() {
        Trial trial = trial();
        live(trial);
        for (Fault fault : Fault.values()) {
            if (fault != Fault.SLOW && fault != Fault.ENDLESS) {
                vendor().faults().set(fault);
                live(trial);
            }
        }
        assertThat(leaks(trial)).isEmpty();
    }

    @Test
    void C12_a_secret_that_the_vendor_echoes_is_not_passed_on() {
        Trial trial = trial();
        for (String secret : trial.secrets()) {
            String echo = "the key " + secret + " is not known";
            for (int status : List.of(200, 400, 401, 403, 404, 409, 429, 500)) {
                vendor().faults().answering(Response.json(status, "{\"message\":\"" + echo + "\"}"));
                live(trial);
            }
            vendor().faults().answering(Response.of(200, "text/html", "<p>" + echo + "</p>"));
            live(trial);
        }
        assertThat(leaks(trial)).isEmpty();
    }

    @Test
    void C12_no_secret_stands_in_a_url_that_may_be_logged() {
        Trial trial = trial();
        live(trial);
        assertThat(trial.broken(List.of("C12"))).isEmpty();
    }

    private void live(Trial trial) {
        trial.check();
        trial.round();
        for (ActionRequest request : contract.actions()) {
            trial.act(request);
        }
    }
}
