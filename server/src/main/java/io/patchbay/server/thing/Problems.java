package io.patchbay.server.thing;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong with a body while it is read: each question answers with what to go on with.
final class Problems {
    /// Longest name, type or unit, in characters.
    static final int TEXT = 500;

    /// More would help nobody.
    private static final int MOST = 50;

    private final List<Problem> all = new ArrayList<>();

    void add(String field, String message) {
        if (all.size() < MOST) {
            all.add(new Problem(field, message));
        }
    }

    /// @throws ApiException 400 if there are any
    void raise() {
        if (!all.isEmpty()) {
            throw ApiException.invalid(all);
        }
    }

    String required(String field, @Nullable String given) {
        if (given == null || given.isBlank()) {
            add(field, given == null ? "is missing" : "is empty");
            return "";
        }
        return optional(field, given, "");
    }

    String optional(String field, @Nullable String given, String otherwise) {
        return optional(field, given, otherwise, TEXT);
    }

    String optional(String field, @Nullable String given, String otherwise, int longest) {
        if (given == null) {
            return otherwise;
        }
        if (given.length() > longest) {
            add(field, "is longer than " + longest + " characters");
        }
        if (given.chars().anyMatch(Character::isISOControl)) {
            add(field, "contains control characters");
        }
        return given;
    }

    /// @param taken by its siblings, in small letters
    String id(String field, @Nullable String given, Set<String> taken) {
        if (given == null) {
            add(field, "is missing");
            return "";
        }
        if (!Ids.valid(given)) {
            add(field, "does not match " + Ids.PATTERN);
        } else if (!taken.add(given.toLowerCase(Locale.ROOT))) {
            add(field, "is used twice (case does not count)");
        }
        return given;
    }

    /// The list without what is null, if it is not too long: then nothing of it is looked at.
    <T> List<T> list(String field, @Nullable List<@Nullable T> given, int most) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > most) {
            add(field, "has more than " + most + " entries");
            return List.of();
        }
        List<T> entries = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            T entry = given.get(i);
            if (entry == null) {
                add(field + "[" + i + "]", "is null");
            } else {
                entries.add(entry);
            }
        }
        return entries;
    }
}
