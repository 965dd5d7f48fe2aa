package io.patchbay.server.history;

import io.patchbay.thing.ValueType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How a filter compares a value with what the caller gave.
enum Operator {
    GT(">"),
    GTE(">="),
    LT("<"),
    LTE("<="),
    EQ("="),
    NEQ("<>"),
    IN("= any"),
    LIKE("like");

    private final String sql;

    Operator(String sql) {
        this.sql = sql;
    }

    /// The parameter of a request.
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What a request says of each, and an empty text is something, too.
    static Map<Operator, String> given(MultivaluedMap<String, String> query) {
        Map<Operator, String> given = new TreeMap<>();
        for (Operator operator : values()) {
            String text = query.getFirst(operator.wire());
            if (text != null) {
                given.put(operator, text);
            }
        }
        return given;
    }

    String sql() {
        return sql;
    }

    boolean fits(ValueType type) {
        return switch (this) {
            case EQ, NEQ, IN -> true;
            case GT, GTE, LT, LTE -> type == ValueType.NUMBER;
            case LIKE -> type == ValueType.STRING;
        };
    }
}
