package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import io.patchbay.thing.ValueType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// What the API reads of things: one query each.
@Singleton
final class ThingReads {
    private static final String COLUMNS = """
            select t.id as thing_id, t.subject, t.name as thing_name, t.manufacturer, t.display_type, t.main_component_id,
                   t.status, t.attributes, c.id as component_id, c.name as component_name, c.component_type,
                   c.capabilities, c.actions, p.id, p.name, p.value, p.unit, p.type, p.at, p.property_type, t.client_id
            """;

    private static final String ONE = COLUMNS + """
            from thing t
            join component c on c.thing_id = t.id
            left join property p on p.thing_id = c.thing_id and p.component_id = c.id
            where t.id = :id and t.app_id = :app
            order by c.place, p.place
            """;

    private static final String COMPONENT = COLUMNS + """
            from thing t
            join component c on c.thing_id = t.id
            left join property p on p.thing_id = c.thing_id and p.component_id = c.id
            where t.id = :id and t.app_id = :app and c.id = :component
            order by p.place
            """;

    private static final String PAGE = COLUMNS + """
            from (select * from thing
                  where app_id = :app and subject = :subject
                      and (cast(:after as uuid) is null or id > cast(:after as uuid))
                  order by id limit :limit) t
            join component c on c.thing_id = t.id
            left join property p on p.thing_id = c.thing_id and p.component_id = c.id
            order by t.id, c.place, p.place
            """;

    private static final String IDS = """
            select id from thing
            where app_id = :app and subject = :subject
                and (cast(:after as uuid) is null or id > cast(:after as uuid))
            order by id limit :limit
            """;

    private static final String PROPERTY = """
            select p.id, p.name, p.value, p.unit, p.type, p.at, p.property_type, t.subject, t.client_id, t.status
            from property p join thing t on t.id = p.thing_id
            where p.thing_id = :thing and p.component_id = :component and p.id = :id and t.app_id = :app
            """;

    private static final String SUBJECTS = """
            select id from subject
            where app_id = :app and (cast(:after as text) is null or id > :after)
            order by id limit :limit
            """;

    private static final String SUBJECT = "select id from subject where app_id = :app and id = :id";

    private final Db db;
    private final Freshness freshness;

    ThingReads(Db db, Freshness freshness) {
        this.db = db;
        this.freshness = freshness;
    }

    /// The thing of the app, whoever's it is.
    Optional<Tree> thing(AppId app, UUID id) {
        return db.read(handle -> trees(
                        app, handle.createQuery(ONE).bind("app", app.value()).bind("id", id))
                .stream()
                .findFirst());
    }

    /// The thing with this component only; empty if there is no such component.
    Optional<Tree> withComponent(AppId app, UUID id, String component) {
        if (!Scalars.storable(component)) {
            return Optional.empty();
        }
        return db.read(handle -> trees(
                        app,
                        handle.createQuery(COMPONENT)
                                .bind("app", app.value())
                                .bind("id", id)
                                .bind("component", component))
                .stream()
                .findFirst());
    }

    /// @param after the last id of the page before, or null
    List<Tree> page(AppId app, String subject, @Nullable UUID after, int limit) {
        return db.read(handle -> trees(
                app,
                handle.createQuery(PAGE)
                        .bind("app", app.value())
                        .bind("subject", subject)
                        .bind("after", after)
                        .bind("limit", limit)));
    }

    /// @param after the last id of the page before, or null
    List<UUID> ids(AppId app, String subject, @Nullable UUID after, int limit) {
        return db.read(handle -> handle.createQuery(IDS)
                .bind("app", app.value())
                .bind("subject", subject)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    /// A property, and whose it is.
    record Leaf(Whose whose, PropertyView property) {}

    Optional<Leaf> property(AppId app, Key key) {
        if (!Scalars.storable(key.component()) || !Scalars.storable(key.property())) {
            return Optional.empty();
        }
        return db.read(handle -> handle.createQuery(PROPERTY)
                .bind("app", app.value())
                .bind("thing", key.thing())
                .bind("component", key.component())
                .bind("id", key.property())
                .map((row, _) -> {
                    Whose whose = Whose.of(app, row, freshness);
                    return new Leaf(whose, property(row, whose));
                })
                .findOne());
    }

    /// @param after the last id of the page before, or null
    List<String> subjects(AppId app, @Nullable String after, int limit) {
        return db.read(handle -> handle.createQuery(SUBJECTS)
                .bind("app", app.value())
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    boolean subjectKnown(AppId app, String id) {
        return Scalars.storable(id)
                && db.read(handle -> handle.createQuery(SUBJECT)
                        .bind("app", app.value())
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne()
                        .isPresent());
    }

    /// Rows come with each component's properties together and each thing's components together.
    private List<Tree> trees(AppId app, Query query) {
        List<Tree> things = new ArrayList<>();
        query.map((row, _) -> add(app, row, things)).list();
        return things;
    }

    private boolean add(AppId app, ResultSet row, List<Tree> things) throws SQLException {
        UUID thing = row.getObject("thing_id", UUID.class);
        if (things.isEmpty() || !things.getLast().id().equals(thing)) {
            things.add(new Tree(
                    Whose.of(app, row, freshness),
                    thing,
                    row.getString("thing_name"),
                    row.getString("manufacturer"),
                    row.getString("display_type"),
                    row.getString("main_component_id"),
                    row.getString("attributes"),
                    new ArrayList<>()));
        }
        List<Tree.Branch> components = things.getLast().components();
        String component = row.getString("component_id");
        if (components.isEmpty() || !components.getLast().id().equals(component)) {
            components.add(new Tree.Branch(
                    component,
                    row.getString("component_name"),
                    row.getString("component_type"),
                    row.getString("capabilities"),
                    row.getString("actions"),
                    new ArrayList<>()));
        }
        if (row.getString("id") != null) {
            components.getLast().properties().add(property(row, things.getLast().whose()));
        }
        return true;
    }

    private static PropertyView property(ResultSet row, Whose whose) throws SQLException {
        OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
        return new PropertyView(
                row.getString("id"),
                row.getString("name"),
                row.getString("value"),
                row.getString("unit"),
                ValueType.valueOf(row.getString("type")),
                at == null ? null : at.toInstant(),
                whose.stale(),
                row.getString("property_type"));
    }
}
