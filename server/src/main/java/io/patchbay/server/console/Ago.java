package io.patchbay.server.console;

import java.time.Duration;

/// How long ago something was, as people say it.
final class Ago {
    private Ago() {}

    /// @param past negative for what is still to come
    static String words(Duration past) {
        long seconds = past.abs().toSeconds();
        if (seconds < 1) {
            return "now";
        }
        String span = seconds < 60
                ? span(seconds, "second")
                : seconds < 3600
                        ? span(seconds / 60, "minute")
                        : seconds < 86_400 ? span(seconds / 3600, "hour") : span(seconds / 86_400, "day");
        return past.isNegative() ? "in " + span : span + " ago";
    }

    /// "hour", "10 minutes": as after "per".
    static String per(Duration length) {
        String span = span(length);
        return span.startsWith("1 ") ? span.substring(2) : span;
    }

    /// "10 minutes", in the largest unit that says it exactly.
    static String span(Duration length) {
        long seconds = length.toSeconds();
        if (length.toNanosPart() != 0 || seconds == 0) {
            return length.toMillis() + " ms";
        }
        return seconds % 86_400 == 0
                ? span(seconds / 86_400, "day")
                : seconds % 3600 == 0
                        ? span(seconds / 3600, "hour")
                        : seconds % 60 == 0 ? span(seconds / 60, "minute") : span(seconds, "second");
    }

    private static String span(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
