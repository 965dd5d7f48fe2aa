package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Availability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The statuses of things that one batch changes, as [Values] does it for values.
final class Statuses {
    private static final String READ =
            "select id, app_id, subject, client_id, status from thing where id = any(:things)";

    private static final String WRITE = """
            with given as materialized (
                select t.id, g.status
                from unnest(:things, :statuses) as g (id, status) join thing t using (id)
                order by t.id
                for no key update of t)
            update thing t set status = given.status from given where t.id = given.id
            returning t.id
            """;

    private record Row(AppId app, String subject, @Nullable UUID client, Availability status) {
        boolean belongsTo(AppId owner, Optional<String> of) {
            return app.equals(owner) && of.map(subject::equals).orElse(true);
        }
    }

    private final Map<UUID, Row> patchable = new HashMap<>();
    private final Map<UUID, Availability> present = new HashMap<>();
    private final Map<UUID, Availability> touched = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Item.Patch> patches = new ArrayList<>();

    private Statuses() {}

    /// @param things that apps want to give a status
    static Statuses read(Handle tx, Collection<UUID> things) {
        Statuses statuses = new Statuses();
        if (!things.isEmpty()) {
            tx.createQuery(READ)
                    .bind("things", things.toArray(UUID[]::new))
                    .map((row, _) -> Map.entry(
                            row.getObject("id", UUID.class),
                            new Row(
                                    new AppId(row.getObject("app_id", UUID.class)),
                                    row.getString("subject"),
                                    row.getObject("client_id", UUID.class),
                                    Availability.valueOf(row.getString("status")))))
                    .forEach(entry -> statuses.patchable.put(entry.getKey(), entry.getValue()));
        }
        return statuses;
    }

    void report(Item.Reported item, Device device, Availability status) {
        set(item.owner().app(), item.owner().subject(), device.thing(), device.status(), status, item);
    }

    /// @throws ApiException if it may not
    void patch(Item.Patch patch) {
        Row row = patchable.get(patch.thing());
        if (row == null || !row.belongsTo(patch.app(), patch.subject())) {
            throw ApiException.notFound("thing");
        }
        if (row.client() != null) {
            throw ApiException.conflict("The thing belongs to a connector client, which alone sets its status.");
        }
        patches.add(patch);
        set(patch.app(), row.subject(), patch.thing(), row.status(), patch.status(), patch);
    }

    private void set(AppId app, String subject, UUID thing, Availability stored, Availability status, Item by) {
        if (present.getOrDefault(thing, stored) != status) {
            present.put(thing, status);
            touched.put(thing, status);
            changes.add(Change.status(app, thing, subject, status, by.received()));
        }
    }

    /// Those whose status changes.
    Set<UUID> things() {
        return touched.keySet();
    }

    boolean isEmpty() {
        return touched.isEmpty();
    }

    /// What came of writing.
    ///
    /// @param changes to be logged
    /// @param late    the things of these were deleted meanwhile
    record Outcome(List<Change> changes, List<Item.Patch> late) {}

    Outcome write(Handle tx) {
        Set<UUID> written = touched.isEmpty()
                ? Set.of()
                : new HashSet<>(tx.createQuery(WRITE)
                        .bind("things", touched.keySet().toArray(UUID[]::new))
                        .bind(
                                "statuses",
                                touched.values().stream().map(Enum::name).toArray(String[]::new))
                        .map((row, _) -> row.getObject("id", UUID.class))
                        .list());
        return new Outcome(
                changes.stream().filter(c -> written.contains(c.about())).toList(),
                patches.stream()
                        .filter(p -> touched.containsKey(p.thing()) && !written.contains(p.thing()))
                        .toList());
    }
}
