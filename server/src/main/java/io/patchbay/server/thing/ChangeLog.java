package io.patchbay.server.thing;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes the change log. A change is appended in the transaction that makes it.
final class ChangeLog {
    private static final String APPEND = """
            insert into change_log (app_id, kind, thing_id, component_id, property_id, value, at, received)
            select app_id, kind, thing_id, component_id, property_id, value, at, received
            from unnest(:apps, :kinds, :things, :components, :properties, :values,
                        cast(:ats as timestamptz[]), cast(:receiveds as timestamptz[])) with ordinality
                as r (app_id, kind, thing_id, component_id, property_id, value, at, received, place)
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
                .bind("kinds", texts(changes, c -> c.kind().name()))
                .bind("things", changes.stream().map(Change::thing).toArray(UUID[]::new))
                .bind("components", texts(changes, Change::component))
                .bind("properties", texts(changes, Change::property))
                .bind("values", texts(changes, Change::value))
                .bind("ats", texts(changes, c -> c.at().toString()))
                .bind("receiveds", texts(changes, c -> c.received().toString()))
                .execute();
    }

    private static String[] texts(List<Change> changes, Function<Change, @Nullable String> column) {
        return changes.stream().map(column).toArray(String[]::new);
    }
}
