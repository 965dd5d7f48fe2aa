package io.patchbay.connector.description;

import java.util.List;

/// What came of checking a configuration against its form.
public sealed interface Checked {

    record Valid(Config config) implements Checked {}

    /// @param problems all of them; never empty
    record Invalid(List<Problem> problems) implements Checked {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
