package io.patchbay.server.thing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.thing.Value;
import io.patchbay.thing.ValueType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values as apps send them: text, as documented, or a number, true or false without quotes.
public final class Scalars {
    private Scalars() {}

    /// PostgreSQL keeps every character but this one.
    public static boolean storable(String text) {
        return text.indexOf('\0') < 0;
    }

    /// The text of a value; empty if it is a list, an object or nothing.
    public static Optional<String> text(@Nullable JsonNode given) {
        return given != null && given.isValueNode() && !given.isNull() ? Optional.of(given.asText()) : Optional.empty();
    }

    /// Empty if it does not fit or cannot be stored.
    public static Optional<Value> parse(ValueType type, String text) {
        return storable(text) ? type.parse(text) : Optional.empty();
    }

    /// What a value of the type must be, as the rest of a sentence.
    public static String rule(ValueType type) {
        return switch (type) {
            case NUMBER -> "must be a decimal number like \"-12.5\"";
            case BOOLEAN -> "must be \"true\" or \"false\"";
            case STRING -> "must be text of at most " + ValueType.LONGEST + " characters without the zero character";
        };
    }
}
