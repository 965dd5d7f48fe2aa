package io.patchbay.tck;

import io.patchbay.tck.simulator.JsonText;
import io.patchbay.tck.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;

/// What the answers of a good round are made of.
final class Answers {
    private Answers() {}

    /// The leaves of one answer of a round; none if it is not JSON.
    ///
    /// @param call which one, counted from 0
    static List<JsonText.Leaf> leaves(Simulator vendor, int call, Runnable round) {
        List<JsonText.Leaf> leaves = new ArrayList<>();
        vendor.faults().rewriting(call, body -> {
            leaves.addAll(JsonText.leaves(body));
            return body;
        });
        round.run();
        vendor.faults().recover();
        return leaves;
    }
}
