package io.patchbay.server.console;

import java.util.List;
import java.util.function.IntFunction;

/// The rows that a page shows of a longer list.
///
/// @param more whether others follow
record Rows<T>(List<T> shown, boolean more) {

    /// @param most rows that the page shows
    /// @param find given how many to look for at most, one more than is shown
    static <T> Rows<T> of(int most, IntFunction<List<T>> find) {
        List<T> found = find.apply(most + 1);
        boolean more = found.size() > most;
        return new Rows<>(more ? found.subList(0, most) : found, more);
    }

    /// Where the next page begins to look; not of no rows.
    T last() {
        return shown.getLast();
    }
}
