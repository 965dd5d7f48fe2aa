package io.patchbay.server.connect;

import java.util.List;

/// One field of a form as it is drawn.
///
/// @param kind    text, secret, number, choice, flag, url or location
/// @param value   what stands in it; never a secret
/// @param second  of a location: its longitude
/// @param unit    of a number, or empty
/// @param options of a choice
/// @param sample  how it may look
/// @param problem what is wrong, in words; empty if nothing is
record Entry(
        String kind,
        String key,
        String title,
        String help,
        boolean required,
        String value,
        String second,
        String unit,
        List<String> options,
        String sample,
        String problem) {
    public boolean wrong() {
        return !problem.isEmpty();
    }

    public boolean filled() {
        return !value.isEmpty() || !second.isEmpty();
    }
}
