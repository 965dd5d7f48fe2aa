package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Finds the actions of things.
@Singleton
public final class ThingActions {
    private static final String ACTION = """
            select t.subject, t.client_id, m.connector_thing_id, c.id as component, a.action
            from thing t
            left join component c on c.thing_id = t.id and c.id = :component
            left join lateral jsonb_array_elements(c.actions) a (action) on a.action ->> 'id' = :action
            left join mapping m on m.thing_id = t.id
            where t.id = :thing and t.app_id = :app and (cast(:subject as text) is null or t.subject = :subject)
            """;

    private static final String THING = """
            select 1 from thing
            where id = :thing and app_id = :app and (cast(:subject as text) is null or subject = :subject)
            """;

    private static final String HOLD = "select 1 from thing where id = :thing and app_id = :app for key share";

    private static final String ACTIONS = """
            select c.id as component, c.name, c.actions
            from component c join thing t on t.id = c.thing_id
            where t.id = :thing and t.app_id = :app and jsonb_array_length(c.actions) > 0
            order by c.place
            """;

    private final Db db;

    ThingActions(Db db) {
        this.db = db;
    }

    /// @param component null if there is none of that id, as `action`
    private record Row(
            String subject,
            @Nullable UUID client,
            @Nullable String connectorThingId,
            @Nullable String component,
            @Nullable String action) {
        private static Row of(ResultSet rs) throws SQLException {
            return new Row(
                    rs.getString("subject"),
                    rs.getObject("client_id", UUID.class),
                    rs.getString("connector_thing_id"),
                    rs.getString("component"),
                    rs.getString("action"));
        }
    }

    /// One query.
    ///
    /// @param subject if it matters whose the thing is
    /// @throws ApiException 404 that says which of the three there is not
    public ThingAction find(AppId app, Optional<String> subject, UUID thing, String component, String action) {
        if (!Scalars.storable(component)) {
            throw ApiException.notFound("component");
        }
        if (!Scalars.storable(action)) {
            throw ApiException.notFound("action");
        }
        Row row = db.read(handle -> handle.createQuery(ACTION)
                        .bind("app", app.value())
                        .bind("subject", subject.orElse(null))
                        .bind("thing", thing)
                        .bind("component", component)
                        .bind("action", action)
                        .map((rs, _) -> Row.of(rs))
                        .findOne())
                .orElseThrow(() -> ApiException.notFound("thing"));
        if (row.component() == null) {
            throw ApiException.notFound("component");
        }
        String stored = row.action();
        if (stored == null) {
            throw ApiException.notFound("action");
        }
        List<ThingAction.Parameter> parameters = StoredJson.read(stored, Shape.Action.class).parameters().stream()
                .map(ThingAction.Parameter::of)
                .toList();
        return new ThingAction(
                thing,
                component,
                action,
                row.subject(),
                Optional.ofNullable(row.client()),
                Optional.ofNullable(row.connectorThingId()),
                parameters);
    }

    /// An action as people choose it.
    ///
    /// @param place the name of its component
    public record Offer(
            String component, String place, String id, String name, List<ThingAction.Parameter> parameters) {}

    /// All actions of a thing, in the order of its components; none if there is no such thing.
    public List<Offer> offers(AppId app, UUID thing) {
        return db.read(handle -> handle
                .createQuery(ACTIONS)
                .bind("app", app.value())
                .bind("thing", thing)
                .map((rs, _) -> offers(rs.getString("component"), rs.getString("name"), rs.getString("actions")))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList());
    }

    private static List<Offer> offers(String component, String place, String actions) {
        return List.of(StoredJson.read(actions, Shape.Action[].class)).stream()
                .map(action -> new Offer(
                        component,
                        place,
                        action.id(),
                        action.name(),
                        action.parameters().stream()
                                .map(ThingAction.Parameter::of)
                                .toList()))
                .toList();
    }

    /// Whether there is such a thing.
    public boolean hasThing(AppId app, Optional<String> subject, UUID thing) {
        return db.read(handle -> handle.createQuery(THING)
                .bind("app", app.value())
                .bind("subject", subject.orElse(null))
                .bind("thing", thing)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /// Keeps a thing from being removed until the caller's transaction ends; false if it is gone.
    public static boolean hold(Handle tx, AppId app, UUID thing) {
        return tx.createQuery(HOLD)
                .bind("app", app.value())
                .bind("thing", thing)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
