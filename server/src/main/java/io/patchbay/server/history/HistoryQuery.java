package io.patchbay.server.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a caller wants to know of a property.
///
/// @param range   as it was asked for
/// @param cursor  where to go on; the first page if empty
/// @param limit   rows of a page; of buckets, those without a value count, too
/// @param filters all of which a value must fit
/// @param buckets how values are gathered; empty if each of them is wanted
record HistoryQuery(
        Range range,
        Optional<Cursor> cursor,
        boolean ascending,
        int limit,
        List<Filter> filters,
        Optional<Buckets> buckets) {

    /// The next page.
    HistoryQuery after(Cursor next) {
        return new HistoryQuery(range, Optional.of(next), ascending, limit, filters, buckets);
    }

    Cursor cursor(Instant at, long position) {
        return new Cursor(range.from(), range.to(), at, position);
    }

    /// What is left of the range.
    Range rest() {
        return cursor.map(done -> ascending ? new Range(done.at(), range.to()) : new Range(range.from(), done.at()))
                .orElse(range);
    }
}
