package io.patchbay.thing;

import java.math.BigDecimal;
import java.util.Optional;

/// The type of a property's or parameter's value. On the wire every value is a string.
public enum ValueType {
    NUMBER,
    STRING,
    BOOLEAN;

    /// Longest value on the wire, in characters.
    public static final int LONGEST = 4096;

    /// Reads a value as it comes over the wire; empty if the text does not fit this type. Numbers are decimal
    /// (`-12.5`, `1e3`), booleans are exactly `true` or `false`.
    public Optional<Value> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return switch (this) {
            case STRING -> Optional.of(new Value.Text(text));
            case BOOLEAN ->
                switch (text) {
                    case "true" -> Optional.of(new Value.Flag(true));
                    case "false" -> Optional.of(new Value.Flag(false));
                    default -> Optional.empty();
                };
            case NUMBER -> number(text);
        };
    }

    private static Optional<Value> number(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            // 1e999999999 is a short text with a very long plain form
            return Math.abs((long) number.precision() - number.scale()) > 40 || Math.abs((long) number.scale()) > 40
                    ? Optional.empty()
                    : Optional.of(new Value.Decimal(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
