package io.patchbay.server.history;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Retention;
import io.patchbay.server.history.HistoryStore.Placed;
import io.patchbay.server.thing.Series;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a property was, a page at a time. Each page is a query of its own: whoever reads slowly holds nothing up.
@Singleton
final class History {
    private final HistoryStore store;
    private final Retention retention;

    History(HistoryStore store, Retention retention) {
        this.store = store;
        this.retention = retention;
    }

    HistoryPage page(AppId app, Series present, HistoryQuery query) {
        Instant since = retention.since(app);
        return query.buckets()
                .map(buckets -> buckets(app, present, query, buckets, since))
                .orElseGet(() -> entries(app, present, query, since));
    }

    /// Writes a page and, if `whole`, all that come after it.
    void write(OutputStream out, AppId app, Series present, HistoryQuery query, HistoryPage page, boolean whole)
            throws IOException {
        Csv csv = new Csv(out, query.buckets().isPresent() ? HistoryBucket.HEADER : HistoryEntry.HEADER);
        HistoryPage now = page;
        now.rows().forEach(csv::write);
        while (whole && now.next().isPresent()) {
            now = page(app, present, query.after(now.next().get()));
            now.rows().forEach(csv::write);
        }
        csv.end();
    }

    private HistoryPage entries(AppId app, Series present, HistoryQuery query, Instant since) {
        List<Placed> rows = store.page(app, present, query, since, query.limit() + 1);
        boolean more = rows.size() > query.limit();
        List<Placed> page = more ? rows.subList(0, query.limit()) : rows;
        return new HistoryPage(
                page.stream().map(Placed::entry).toList(),
                more
                        ? Optional.of(query.cursor(
                                page.getLast().entry().at(), page.getLast().position()))
                        : Optional.empty());
    }

    private HistoryPage buckets(AppId app, Series present, HistoryQuery query, Buckets buckets, Instant since) {
        Range rest = query.rest();
        if (!rest.from().isBefore(rest.to())) {
            return new HistoryPage(List.of(), Optional.empty());
        }
        Buckets.Slots slots = buckets.slots(rest, query.ascending(), query.limit());
        List<Instant> edges = slots.edges();
        Range page = rest.within(edges.getFirst(), edges.getLast());
        String unit = buckets.aggregate() == Aggregate.COUNT ? "" : present.unit();
        List<HistoryBucket> rows =
                store.gather(app, present, query, page, buckets.aggregate(), slots.starts(), since).stream()
                        .map(g -> new HistoryBucket(
                                edges.get(g.slot()), edges.get(g.slot() + 1), g.value(), g.count(), unit))
                        .toList();
        Instant edge = query.ascending() ? edges.getLast() : edges.getFirst();
        return new HistoryPage(
                query.ascending() ? rows : rows.reversed(),
                slots.more() ? Optional.of(query.cursor(edge, 0)) : Optional.empty());
    }
}
