package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Connector;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a client lives and ends.
abstract class LifecycleRules extends Rules {
    private static final Duration END = Duration.ofSeconds(5);

    LifecycleRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C03_every_call_may_come_on_another_thread() {
        Trial trial = trial();
        Round first = good(trial);
        for (int i = 0; i < 3; i++) {
            Round next = trial.round();
            assertThat(next.thrown()).as("C03 a round on another thread").isEmpty();
            assertThat(next.readings()).as("C03 readings on another thread").isEqualTo(first.readings());
        }
    }

    @Test
    void C04_an_interrupt_ends_a_call() throws InterruptedException {
        Trial trial = trial();
        vendor().faults().set(Fault.SLOW);
        Running<Boolean> running = trial.begin();
        assertThat(vendor().called(END)).as("C04 a round calls the vendor").isTrue();
        running.interrupt();
        assertThat(running.await(END).thrown())
                .as("C04 what an interrupted call throws within %s", END)
                .containsInstanceOf(InterruptedException.class);
    }

    @Test
    void C14_close_is_quick_and_throws_nothing() {
        Trial trial = trial();
        good(trial);
        Optional<Throwable> thrown = trial.closeWithin(Duration.ofSeconds(1));
        assertThat(thrown).as("C14 close").isEmpty();
    }

    @Test
    void C14_a_client_that_never_ran_can_be_closed() {
        Trial trial = trial();
        trial.client();
        assertThat(trial.closeWithin(Duration.ofSeconds(1))).as("C14 close").isEmpty();
    }

    @Test
    void C14_nothing_is_reported_after_a_call_has_ended() {
        Trial trial = trial();
        good(trial);
        trial.round();
        trial.close();
        assertThat(trial.broken(List.of("C14"))).isEmpty();
    }

    @Test
    void C15_a_client_starts_no_thread_and_uses_its_context_in_its_calls() {
        Trial trial = trial();
        good(trial);
        vendor().faults().set(Fault.DOWN);
        trial.round();
        trial.close();
        assertThat(trial.broken(List.of("C15"))).isEmpty();
    }

    /// Two clients of one connector, at two vendors of which one is down.
    @Test
    void C15_clients_share_nothing() {
        Connector connector = contract.connector();
        Map<String, Object> customer = contract.clients().getFirst();
        Round mine = good(trial(connector, vendor(), customer));
        Simulator elsewhere = newVendor();
        elsewhere.faults().set(Fault.DOWN);
        Trial other = trial(connector, elsewhere, customer);
        Round failed = other.round();
        assertThat(failed.thrown()).as("C15 another client's vendor is down").isPresent();
        assertThat(failed.readings()).as("C15 readings of another client").isEmpty();
        elsewhere.faults().recover();
        assertThat(other.round().readings())
                .as("C15 another client's own readings")
                .isEqualTo(mine.readings());
    }
}
