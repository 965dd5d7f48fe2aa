package io.patchbay.server.history;

import io.patchbay.thing.ValueType;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/// What a value must be. Nothing is compared with the absence of a value: that fits no filter.
///
/// @param values one; several for `in`
record Filter(Operator operator, ValueType type, List<String> values) {

    /// A condition on column `value`, for a series of the filter's type.
    String sql() {
        String name = ":" + operator.wire();
        boolean many = operator == Operator.IN;
        return type == ValueType.NUMBER
                ? "cast(value as numeric) " + operator.sql() + "(cast(" + name
                        + (many ? " as numeric[]))" : " as numeric))")
                : "value " + operator.sql() + "(" + name + ")";
    }

    void bind(Query query) {
        if (operator == Operator.IN) {
            query.bind(operator.wire(), values.toArray(String[]::new));
        } else {
            query.bind(operator.wire(), values.getFirst());
        }
    }
}
