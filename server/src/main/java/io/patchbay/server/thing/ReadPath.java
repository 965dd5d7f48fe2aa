package io.patchbay.server.thing;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The address of a thing, a component or a property, if it is written as this service writes it.
///
/// @param template the address with names for what differs
record ReadPath(Current.Asked asked, String template) {
    private static final String THINGS = "/api/v1/things/";
    private static final String COMPONENTS = "/components/";
    private static final String PROPERTIES = "/properties/";
    private static final String THING = THINGS + "{id}";
    private static final String COMPONENT = THINGS + "{thing}" + COMPONENTS + "{component}";
    private static final String PROPERTY = COMPONENT + PROPERTIES + "{property}";
    private static final int UUID_LENGTH = 36;

    /// @param path  as it was sent
    /// @param query without the question mark; null if there is none
    /// @return null if it is something else or is written in another way: with escapes, say
    static @Nullable ReadPath of(String path, @Nullable String query) {
        int thingEnd = THINGS.length() + UUID_LENGTH;
        boolean expand = "expand=true".equals(query);
        if (path == null || path.length() < thingEnd || !path.startsWith(THINGS) || (query != null && !expand)) {
            return null;
        }
        UUID thing = uuid(path.substring(THINGS.length(), thingEnd));
        if (thing == null) {
            return null;
        }
        if (path.length() == thingEnd) {
            return new ReadPath(new Current.Asked(thing, null, null, expand), THING);
        }
        if (!path.startsWith(COMPONENTS, thingEnd)) {
            return null;
        }
        int start = thingEnd + COMPONENTS.length();
        int end = end(path, start);
        String component = path.substring(start, end);
        if (component.isEmpty()) {
            return null;
        }
        if (end == path.length()) {
            return new ReadPath(new Current.Asked(thing, component, null, expand), COMPONENT);
        }
        int propertyStart = end + PROPERTIES.length();
        return path.startsWith(PROPERTIES, end)
                        && propertyStart < path.length()
                        && end(path, propertyStart) == path.length()
                        && !expand
                ? new ReadPath(new Current.Asked(thing, component, path.substring(propertyStart), false), PROPERTY)
                : null;
    }

    /// Of a property.
    Key key() {
        return new Key(
                asked.thing(), Objects.requireNonNull(asked.component()), Objects.requireNonNull(asked.property()));
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The first character that may mean something else than itself, or the end.
    private static int end(String path, int start) {
        int end = start;
        while (end < path.length() && isPlain(path.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
