package io.patchbay.server.history;

import io.patchbay.bench.lab.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How PostgreSQL carries out the statements of the service.
public final class HistoryPlan {
    private HistoryPlan() {}

    /// A page of values.
    public static String ofValues(Database database, Map<String, Object> property, Instant from, Instant to) {
        return explain(database, HistoryStore.sql(query(from, to, Optional.empty())), property, from, to, List.of());
    }

    /// A page of hours.
    public static String ofHours(Database database, Map<String, Object> property, Instant from, Instant to) {
        Buckets hours = new Buckets(Duration.ofHours(1), Duration.ZERO, ZoneOffset.UTC, Aggregate.AVG);
        HistoryQuery query = query(from, to, Optional.of(hours));
        List<Instant> starts = hours.slots(query.range(), true, query.limit()).starts();
        return explain(database, HistoryStore.sql(query, Aggregate.AVG), property, from, to, starts);
    }

    private static HistoryQuery query(Instant from, Instant to, Optional<Buckets> buckets) {
        return new HistoryQuery(
                new Range(from, to), Optional.empty(), true, HistoryCheck.PRESET_LIMIT, List.of(), buckets);
    }

    private static String explain(
            Database database,
            String sql,
            Map<String, Object> property,
            Instant from,
            Instant to,
            List<Instant> starts) {
        String text = sql.replace(":from", literal(from))
                .replace(":to", literal(to))
                .replace(":since", literal(from))
                .replace(":limit", Integer.toString(HistoryCheck.PRESET_LIMIT + 1))
                .replace(
                        ":starts",
                        literal(starts.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}"))));
        for (Map.Entry<String, Object> value : property.entrySet()) {
            text = text.replace(":" + value.getKey(), literal(value.getValue()));
        }
        return String.join("\n", database.texts("explain (analyze, buffers) " + text));
    }

    private static String literal(Object value) {
        return value instanceof Number ? value.toString() : "'" + value + "'";
    }
}
