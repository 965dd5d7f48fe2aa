package io.patchbay.server.thing;

import io.patchbay.thing.ValueType;

/// What texts may be.
final class Texts {
    private Texts() {}

    /// PostgreSQL keeps every character but this one.
    static boolean storable(String text) {
        return text.indexOf('\0') < 0;
    }

    static String unfit(String field, ValueType type) {
        return field + " "
                + switch (type) {
                    case NUMBER -> "must be a decimal number like \"-12.5\".";
                    case BOOLEAN -> "must be \"true\" or \"false\".";
                    case STRING ->
                        "must be a text of at most " + ValueType.LONGEST
                                + " characters, none of them the zero character.";
                };
    }
}
