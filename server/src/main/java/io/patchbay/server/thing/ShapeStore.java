package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Availability;
import io.patchbay.thing.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes what things look like, many at once: each statement takes one JSON array of rows.
final class ShapeStore {
    private static final String THINGS = """
            insert into thing (id, app_id, subject, client_id, name, manufacturer, display_type, main_component_id,
                               status, attributes, fingerprint, created)
            select id, "appId", subject, "clientId", name, manufacturer, "displayType", "mainComponentId",
                   status, attributes, decode(fingerprint, 'base64'), created
            from json_to_recordset(cast(:rows as json)) as r (
                id uuid, "appId" uuid, subject text, "clientId" uuid, name text, manufacturer text,
                "displayType" text, "mainComponentId" text, status text, attributes jsonb, fingerprint text,
                created timestamptz)
            order by id
            on conflict (id) do update set
                name = excluded.name, manufacturer = excluded.manufacturer, display_type = excluded.display_type,
                main_component_id = excluded.main_component_id, attributes = excluded.attributes,
                fingerprint = excluded.fingerprint
            """;

    private static final String SURPLUS_COMPONENTS = """
            delete from component c
            where c.thing_id = any(:things) and not exists (
                select from unnest(:ofThings, :ids) as kept (thing_id, id)
                where kept.thing_id = c.thing_id and kept.id = c.id)
            """;

    private static final String COMPONENTS = """
            insert into component (thing_id, id, place, name, component_type, capabilities, actions)
            select "thingId", id, place, name, "componentType", capabilities, actions
            from json_to_recordset(cast(:rows as json)) as r (
                "thingId" uuid, id text, place int, name text, "componentType" text, capabilities jsonb, actions jsonb)
            order by "thingId", id
            on conflict (thing_id, id) do update set
                place = excluded.place, name = excluded.name, component_type = excluded.component_type,
                capabilities = excluded.capabilities, actions = excluded.actions
            """;

    private static final String SURPLUS_PROPERTIES = """
            delete from property p
            where p.thing_id = any(:things) and not exists (
                select from unnest(:ofThings, :ofComponents, :ids) as kept (thing_id, component_id, id)
                where kept.thing_id = p.thing_id and kept.component_id = p.component_id and kept.id = p.id)
            """;

    private static final String SERIES = """
            insert into series (app_id, subject, thing_id, component_id, property_id, property_type, unit, type)
            select t.app_id, t.subject, t.id, "componentId", r.id, "propertyType", unit, type
            from json_to_recordset(cast(:rows as json)) as r (
                "thingId" uuid, "componentId" text, id text, place int, name text, type text, unit text,
                "propertyType" text)
            join thing t on t.id = "thingId"
            order by t.id, "componentId", r.id
            on conflict (thing_id, component_id, property_id, type, unit) do update set
                property_type = excluded.property_type, ended = null
            where series.property_type <> excluded.property_type or series.ended is not null
            """;

    // of properties that went, or that have another type or unit now
    private static final String END_SERIES = """
            update series s set ended = :now
            where s.thing_id = any(:things) and s.ended is null
                and not exists (select from property p where p.thing_id = s.thing_id and p.series = s.id)
            """;

    // a value of another type or unit would be read wrongly
    private static final String PROPERTIES = """
            insert into property as p (thing_id, component_id, id, place, name, type, unit, property_type, series)
            select "thingId", "componentId", r.id, place, name, r.type, r.unit, "propertyType", s.id
            from json_to_recordset(cast(:rows as json)) as r (
                "thingId" uuid, "componentId" text, id text, place int, name text, type text, unit text,
                "propertyType" text)
            join series s on (s.thing_id, s.component_id, s.property_id, s.type, s.unit)
                = ("thingId", "componentId", r.id, r.type, r.unit)
            order by "thingId", "componentId", r.id
            on conflict (thing_id, component_id, id) do update set
                place = excluded.place, name = excluded.name, type = excluded.type, unit = excluded.unit,
                property_type = excluded.property_type, series = excluded.series,
                value = case when (p.type, p.unit) = (excluded.type, excluded.unit) then p.value end,
                at = case when (p.type, p.unit) = (excluded.type, excluded.unit) then p.at end,
                received = case when (p.type, p.unit) = (excluded.type, excluded.unit) then p.received end
            """;

    private static final String MAPPINGS = """
            insert into mapping (client_id, connector_thing_id, thing_id, app_id)
            select "clientId", "connectorThingId", "thingId", "appId"
            from json_to_recordset(cast(:rows as json)) as r (
                "clientId" uuid, "connectorThingId" text, "thingId" uuid, "appId" uuid)
            order by 1, 2
            on conflict do nothing
            """;

    /// A thing to be written.
    ///
    /// @param client      null if the app made it, as `fingerprint`
    /// @param status      only for a thing that is new
    record Row(
            UUID id,
            AppId app,
            String subject,
            @Nullable UUID client,
            @Nullable String connectorThingId,
            Shape shape,
            Availability status,
            byte @Nullable [] fingerprint,
            Instant created) {}

    private record ThingRow(
            UUID id,
            UUID appId,
            String subject,
            @Nullable UUID clientId,
            String name,
            String manufacturer,
            String displayType,
            String mainComponentId,
            Availability status,
            Object attributes,
            byte @Nullable [] fingerprint,
            String created) {}

    private record ComponentRow(
            UUID thingId,
            String id,
            int place,
            String name,
            String componentType,
            List<String> capabilities,
            List<Shape.Action> actions) {}

    private record PropertyRow(
            UUID thingId,
            String componentId,
            String id,
            int place,
            String name,
            ValueType type,
            String unit,
            String propertyType) {}

    private record MappingRow(UUID clientId, String connectorThingId, UUID thingId, UUID appId) {}

    private ShapeStore() {}

    /// Inserts things or makes stored ones look like this; keeps the values of properties that stay what they were.
    static void save(Handle tx, Collection<Row> things) {
        List<ThingRow> thingRows = new ArrayList<>();
        List<ComponentRow> components = new ArrayList<>();
        List<PropertyRow> properties = new ArrayList<>();
        List<MappingRow> mappings = new ArrayList<>();
        for (Row row : things) {
            thingRows.add(thing(row));
            UUID client = row.client();
            String connectorThingId = row.connectorThingId();
            if (client != null && connectorThingId != null) {
                mappings.add(new MappingRow(
                        client, connectorThingId, row.id(), row.app().value()));
            }
            for (Shape.Component c : row.shape().components()) {
                components.add(new ComponentRow(
                        row.id(),
                        c.id(),
                        components.size(),
                        c.name(),
                        c.componentType(),
                        c.capabilities(),
                        c.actions()));
                for (Shape.Property p : c.properties()) {
                    properties.add(new PropertyRow(
                            row.id(),
                            c.id(),
                            p.id(),
                            properties.size(),
                            p.name(),
                            p.type(),
                            p.unit(),
                            p.propertyType()));
                }
            }
        }
        rows(tx, MAPPINGS, mappings);
        rows(tx, THINGS, thingRows);
        deleteSurplus(tx, things, components, properties);
        rows(tx, COMPONENTS, components);
        rows(tx, SERIES, properties);
        rows(tx, PROPERTIES, properties);
        endSeries(tx, things);
    }

    private static void deleteSurplus(
            Handle tx, Collection<Row> things, List<ComponentRow> components, List<PropertyRow> properties) {
        UUID[] ids = things.stream().map(Row::id).toArray(UUID[]::new);
        tx.createUpdate(SURPLUS_PROPERTIES)
                .bind("things", ids)
                .bind("ofThings", properties.stream().map(PropertyRow::thingId).toArray(UUID[]::new))
                .bind(
                        "ofComponents",
                        properties.stream().map(PropertyRow::componentId).toArray(String[]::new))
                .bind("ids", properties.stream().map(PropertyRow::id).toArray(String[]::new))
                .execute();
        tx.createUpdate(SURPLUS_COMPONENTS)
                .bind("things", ids)
                .bind("ofThings", components.stream().map(ComponentRow::thingId).toArray(UUID[]::new))
                .bind("ids", components.stream().map(ComponentRow::id).toArray(String[]::new))
                .execute();
    }

    private static void endSeries(Handle tx, Collection<Row> things) {
        Instant newest =
                things.stream().map(Row::created).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        tx.createUpdate(END_SERIES)
                .bind("things", things.stream().map(Row::id).toArray(UUID[]::new))
                .bind("now", newest)
                .execute();
    }

    private static ThingRow thing(Row row) {
        Shape shape = row.shape();
        return new ThingRow(
                row.id(),
                row.app().value(),
                row.subject(),
                row.client(),
                shape.name(),
                shape.manufacturer(),
                shape.displayType(),
                shape.mainComponentId(),
                row.status(),
                shape.attributes(),
                row.fingerprint(),
                row.created().toString());
    }

    private static void rows(Handle tx, String statement, List<?> rows) {
        if (!rows.isEmpty()) {
            tx.createUpdate(statement).bind("rows", StoredJson.of(rows)).execute();
        }
    }
}
