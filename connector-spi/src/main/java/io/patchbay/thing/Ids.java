package io.patchbay.thing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What an id of a component, property or action may look like (platform-api.md, "Things").
public final class Ids {
    public static final Pattern PATTERN = Pattern.compile("^[a-zA-Z0-9_-]{1,200}$");

    private Ids() {}

    public static boolean valid(String id) {
        return PATTERN.matcher(id).matches();
    }

    static String require(String id, String what) {
        if (!valid(id)) {
            throw new IllegalArgumentException(what + " id \"" + id + "\" does not match " + PATTERN);
        }
        return id;
    }

    static void requireUnique(List<String> ids, String what) {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (!seen.add(id.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(what + " id \"" + id + "\" is used twice (case does not count)");
            }
        }
    }
}
