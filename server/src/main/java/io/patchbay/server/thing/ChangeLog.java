package io.patchbay.server.thing;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes the change log. A change is appended in the transaction that makes it, after the rows it is about are
/// locked: then the order of positions is the order of what happened to each thing.
final class ChangeLog {
    // names the log itself, not a partition: that lock is what Horizon looks for
    private static final String APPEND = """
            insert into change_log (app_id, kind, series, about, subject, value, at, received)
            select app_id, kind, nullif(series, 0), about, subject, value,
                   timestamptz 'epoch' + at * interval '1 microsecond',
                   timestamptz 'epoch' + received * interval '1 microsecond'
            from unnest(:apps, cast(:kinds as smallint[]), :series, :abouts, :subjects, :values,
                        :ats, :receiveds) with ordinality
                as r (app_id, kind, series, about, subject, value, at, received, place)
            order by place
            """;

    private ChangeLog() {}

    /// The order of the list becomes the order of positions.
    static void append(Handle tx, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        tx.createUpdate(APPEND)
                .bind("apps", changes.stream().map(c -> c.app().value()).toArray(UUID[]::new))
                .bind("kinds", changes.stream().map(c -> (int) c.kind().code()).toArray(Integer[]::new))
                .bind("series", changes.stream().map(Change::series).toArray(Long[]::new))
                .bind("abouts", changes.stream().map(Change::about).toArray(UUID[]::new))
                .bind("subjects", texts(changes, Change::subject))
                .bind("values", texts(changes, Change::value))
                .bind("ats", Micros.of(changes, Change::at))
                .bind("receiveds", Micros.of(changes, Change::received))
                .execute();
    }

    private static String[] texts(List<Change> changes, Function<Change, @Nullable String> column) {
        return changes.stream().map(column).toArray(String[]::new);
    }
}
