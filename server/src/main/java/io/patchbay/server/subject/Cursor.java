package io.patchbay.server.subject;

import io.patchbay.server.web.ApiException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place in an export: after the row with this key, in this part. As text `thing.56ed33d9-…` or `change.17`.
///
/// @param key what the part is ordered by; empty for its beginning
record Cursor(Part part, String key) {
    static final Cursor START = new Cursor(Part.SUBJECT, "");

    /// The parts in their order.
    enum Part {
        SUBJECT,
        CLIENT,
        THING,
        CHANGE,
        ACTION;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @throws ApiException 400 if no line of an export has it
    static Cursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        for (Part part : Part.values()) {
            if (text.startsWith(part.wire() + ".")) {
                Cursor cursor = new Cursor(part, text.substring(part.wire().length() + 1));
                cursor.check();
                return cursor;
            }
        }
        throw unknown();
    }

    private void check() {
        try {
            switch (part) {
                case SUBJECT -> {
                    if (!key.equals("0")) {
                        throw unknown();
                    }
                }
                case CHANGE -> position();
                case CLIENT, THING, ACTION -> id();
            }
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    @Nullable
    UUID id() {
        return key.isEmpty() ? null : UUID.fromString(key);
    }

    long position() {
        return key.isEmpty() ? Long.MIN_VALUE : Long.parseLong(key);
    }

    private static ApiException unknown() {
        return ApiException.badRequest("cursor must be the cursor of a line of this subject's export.");
    }

    @Override
    public String toString() {
        return part.wire() + "." + key;
    }
}
