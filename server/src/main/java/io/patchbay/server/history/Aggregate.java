package io.patchbay.server.history;

import java.util.Locale;

/// What a bucket says of its values.
enum Aggregate {
    AVG,
    MIN,
    MAX,
    SUM,
    COUNT;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Of column `value`, which holds the text of a number.
    String sql() {
        return this == COUNT ? "count(value)" : "trim_scale(" + wire() + "(cast(value as numeric)))";
    }
}
