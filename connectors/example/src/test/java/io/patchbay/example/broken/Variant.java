package io.patchbay.example.broken;

import io.patchbay.connector.Connector;
import java.util.function.Supplier;

/// A connector that breaks one rule.
///
/// @param rule the name of the kit's test that must find it
/// @param connector makes a new one
record Variant(String rule, Supplier<Connector> connector) {

    /// `C05` of `C05_a_cut_answer_is_unavailable`.
    String number() {
        return rule.substring(0, 3);
    }

    @Override
    public String toString() {
        return rule;
    }
}
