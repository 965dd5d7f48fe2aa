package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Connector;
import io.patchbay.connector.description.Description;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.Thing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// One test's world: a vendor of its own and the clients it opens there. When the test ends, so do they, and what
/// must hold whatever a client does is checked: no secret came out, nothing was used after close, and no thread was
/// started.
abstract class Rules {
    private static final Set<String> ALWAYS = Set.of("C12", "C14", "C15");

    final ConnectorContract contract;
    private final List<Trial> trials = new ArrayList<>();
    private final List<Simulator> vendors = new ArrayList<>();

    Rules(ConnectorContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    final void start() {
        assertThat(contract.clients()).as("clients() of the contract").isNotEmpty();
        newVendor();
    }

    @AfterEach
    final void stopAndCheck() {
        try {
            trials.forEach(Trial::close);
            for (Trial trial : trials) {
                assertThat(trial.broken(ALWAYS)).isEmpty();
                assertThat(leaks(trial)).isEmpty();
            }
        } finally {
            vendors.forEach(Simulator::close);
        }
        for (Simulator vendor : vendors) {
            assertThat(vendor.crash()).as("the simulator itself failed").isEmpty();
        }
    }

    final Simulator newVendor() {
        Simulator vendor = contract.vendor();
        vendors.add(vendor);
        return vendor;
    }

    final Simulator vendor() {
        return vendors.getFirst();
    }

    final Description description() {
        return contract.connector().description();
    }

    /// A client of the first customer.
    final Trial trial() {
        return trial(contract.clients().getFirst());
    }

    final Trial trial(Map<String, Object> client) {
        return trial(contract.connector(), vendor(), client);
    }

    final Trial trial(Connector connector, Simulator vendor, Map<String, Object> client) {
        return keep(Trial.of(connector, vendor, contract.instance(), client));
    }

    final Trial keep(Trial trial) {
        trials.add(trial);
        return trial;
    }

    /// A round at a vendor that is well.
    static Round good(Trial trial) {
        Round round = trial.round();
        assertThat(round.thrown())
                .as("C05 a round throws though the vendor is well")
                .isEmpty();
        assertThat(round.things())
                .as("C06 a first round does not report the things")
                .isPresent();
        return round;
    }

    static Set<String> ids(List<Thing> things) {
        Set<String> ids = new HashSet<>();
        things.forEach(thing -> ids.add(thing.id()));
        return ids;
    }

    /// How many calls a first round makes.
    final int callsOfARound() {
        vendor().forget();
        good(trial());
        int calls = vendor().calls().size();
        vendor().forget();
        return calls;
    }

    static List<String> leaks(Trial trial) {
        assertThat(trial.secrets())
                .as("secrets of the contract, which must be recognizable")
                .allMatch(secret -> secret.length() >= 8);
        return trial.said().stream()
                .filter(said -> trial.secrets().stream().anyMatch(said::contains))
                .map(said -> "C12 a secret came out: " + said)
                .toList();
    }
}
