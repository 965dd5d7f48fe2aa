package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.thing.Availability;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// An app's things as people look for them, a page at a time, each page a walk along one index.
@Singleton
public final class ThingList {
    private static final int SHOWN_VALUES = 3;

    private static final String PAGE = """
            select t.id, t.subject, t.name, t.display_type, t.client_id, t.status
            from thing t
            where t.app_id = :app
                and (t.subject, t.id) > (:afterSubject, cast(:afterId as uuid))
                and (cast(:text as text) is null
                    or starts_with(t.subject, cast(:text as text))
                    or starts_with(lower(t.name), lower(cast(:text as text))))
                and (cast(:id as uuid) is null or cast(:id as uuid) in (t.id, t.client_id))
                and (cast(:status as text) is null or t.status = :status)
            order by t.subject, t.id
            limit :limit
            """;

    private static final String VALUES = """
            select p.thing_id, p.component_id, p.id, p.name, p.value, p.unit
            from thing t join property p on p.thing_id = t.id and p.component_id = t.main_component_id
            where t.id = any(:ids) and t.app_id = :app
            order by p.thing_id, p.place
            """;

    private static final UUID FIRST = new UUID(0, 0);

    private final Db db;
    private final Freshness freshness;

    ThingList(Db db, Freshness freshness) {
        this.db = db;
        this.freshness = freshness;
    }

    /// What is looked for.
    ///
    /// @param text   a prefix of the subject or, in any case, of the name; or the id of the thing or of its client
    /// @param status null for any
    public record Search(String text, @Nullable Availability status) {}

    /// Where a page ends.
    public record Place(String subject, UUID id) {}

    /// @param client null if the app made it
    /// @param stale  whether nobody has confirmed its values for longer than expected
    /// @param values the first ones of its main component
    public record Listed(
            UUID id,
            String subject,
            String name,
            String kind,
            @Nullable UUID client,
            Availability status,
            boolean stale,
            List<Shown> values) {}

    /// @param value null if it has none
    public record Shown(
            String component,
            String property,
            String name,
            @Nullable String value,
            String unit) {}

    /// @param after the place of the last one of the page before; null for the first page
    public List<Listed> page(AppId app, Search search, @Nullable Place after, int limit) {
        Optional<UUID> id = id(search.text());
        if (!Scalars.storable(search.text())) {
            return List.of();
        }
        return db.read(handle -> {
            List<Row> rows = handle.createQuery(PAGE)
                    .bind("app", app.value())
                    .bind("afterSubject", after == null ? "" : after.subject())
                    .bind("afterId", after == null ? FIRST : after.id())
                    .bind("text", search.text().isEmpty() || id.isPresent() ? null : search.text())
                    .bind("id", id.orElse(null))
                    .bind(
                            "status",
                            search.status() == null ? null : search.status().name())
                    .bind("limit", limit)
                    .map((row, _) -> new Row(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getString("display_type"),
                            Whose.of(app, row, freshness)))
                    .list();
            Map<UUID, List<Shown>> values = values(handle, app, rows);
            return rows.stream()
                    .map(row -> row.with(values.getOrDefault(row.id(), List.of())))
                    .toList();
        });
    }

    /// A thing without its values.
    private record Row(UUID id, String name, String kind, Whose whose) {
        Listed with(List<Shown> values) {
            return new Listed(
                    id,
                    whose.subject(),
                    name,
                    kind,
                    whose.client(),
                    whose.status(),
                    Boolean.TRUE.equals(whose.stale()),
                    values);
        }
    }

    private static Map<UUID, List<Shown>> values(Handle handle, AppId app, List<Row> rows) {
        Map<UUID, List<Shown>> values = new LinkedHashMap<>();
        handle.createQuery(VALUES)
                .bind("app", app.value())
                .bind("ids", rows.stream().map(Row::id).toArray(UUID[]::new))
                .map((row, _) -> Map.entry(
                        row.getObject("thing_id", UUID.class),
                        new Shown(
                                row.getString("component_id"),
                                row.getString("id"),
                                row.getString("name"),
                                row.getString("value"),
                                row.getString("unit"))))
                .forEach(entry -> {
                    List<Shown> of = values.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>());
                    if (of.size() < SHOWN_VALUES) {
                        of.add(entry.getValue());
                    }
                });
        return values;
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
