package io.patchbay.connector;

import io.patchbay.thing.Reading;
import java.util.List;

/// What became of an action.
public sealed interface ActionOutcome {

    /// The vendor did it. The readings are what the vendor's answer tells of the new state; may be empty, then
    /// the service polls early.
    record Done(List<Reading> readings) implements ActionOutcome {
        public Done {
            readings = List.copyOf(readings);
        }
    }

    /// The vendor took it and will show its effect in a later reading.
    record Accepted() implements ActionOutcome {}

    /// The vendor will not do it; asking again brings the same answer.
    ///
    /// @param reason a sentence for the app's developer, without secrets
    record Refused(String reason) implements ActionOutcome {}
}
