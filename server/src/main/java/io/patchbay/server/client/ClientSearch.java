package io.patchbay.server.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Which clients of an app are looked for.
///
/// @param text   how the subject begins, or the client's id with at least four of its digits; empty for all
/// @param type   of the connector, if it matters
/// @param states any of them; none for none
/// @param after  the last client of the page before
public record ClientSearch(String text, Optional<String> type, Set<State> states, Optional<Place> after) {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{4,8}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{0,27}");
    private static final UUID NONE = new UUID(0, 0);

    /// Where a client stands in the list, which is ordered by subject and connector.
    public record Place(String subject, String type) {
        static final Place FIRST = new Place("", "");
        private static final char BETWEEN = '\n'; // no connector's type has one

        /// @return empty if it is none that [#toString] made
        public static Optional<Place> parse(String text) {
            try {
                String both = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                int end = both.lastIndexOf(BETWEEN);
                return end < 0 || both.indexOf('\0') >= 0
                        ? Optional.empty()
                        : Optional.of(new Place(both.substring(0, end), both.substring(end + 1)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /// For an address.
        @Override
        public String toString() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((subject + BETWEEN + type).getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The least id that begins so; one that nobody has if the text is the beginning of none.
    UUID firstId() {
        return isId() ? filled('0') : NONE;
    }

    UUID lastId() {
        return isId() ? filled('f') : NONE;
    }

    private boolean isId() {
        return ID.matcher(text).matches() && digits().length() <= 32;
    }

    private String digits() {
        return text.replace("-", "");
    }

    private UUID filled(char with) {
        String all = digits() + Character.toString(with).repeat(32 - digits().length());
        return new UUID(Long.parseUnsignedLong(all, 0, 16, 16), Long.parseUnsignedLong(all, 16, 32, 16));
    }
}
