package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Availability;
import io.patchbay.thing.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    // of properties that went, or that have another type or unit now
    private static final String END_SERIES = """
            update series s set ended = :now
            where s.thing_id = any(:things) and s.ended is null
                and not exists (select from property p where p.thing_id = s.thing_id and p.series = s.id)
            """;

    // a value of another type or unit would be read wrongly. Series that are known are touched, too, so that all
    // are returned: to look them up would be slow while there are many more than the statement was planned for
    private static final String PROPERTIES = """
            with given as materialized (
                select * from json_to_recordset(cast(:rows as json)) as r (
                    "appId" uuid, subject text, "thingId" uuid, "componentId" text, id text, place int, name text,
                    type text, unit text, "propertyType" text, value text, at bigint, received bigint)
            ), ours as (
                insert into series (app_id, subject, thing_id, component_id, property_id, property_type, unit, type)
                select "appId", subject, "thingId", "componentId", id, "propertyType", unit, type
                from given
                order by "thingId", "componentId", id
                on conflict (thing_id, component_id, property_id, type, unit) do update set
                    property_type = excluded.property_type, ended = null
                returning id, thing_id, component_id, property_id
            )
            insert into property as p (
                thing_id, component_id, id, place, name, type, unit, property_type, series, value, at, received)
            select "thingId", "componentId", given.id, place, name, type, unit, "propertyType", ours.id, value,
                timestamptz 'epoch' + at * interval '1 microsecond',
                timestamptz 'epoch' + received * interval '1 microsecond'
            from given
            join ours on (ours.thing_id, ours.component_id, ours.property_id) = ("thingId", "componentId", given.id)
            order by "thingId", "componentId", given.id
            on conflict (thing_id, component_id, id) do update set
                place = excluded.place, name = excluded.name, type = excluded.type, unit = excluded.unit,
                property_type = excluded.property_type, series = excluded.series,
                value = case when (p.type, p.unit) = (excluded.type, excluded.unit) then p.value end,
                at = case when (p.type, p.unit) = (excluded.type, excluded.unit) then p.at end,
                received = case when (p.type, p.unit) = (excluded.type, excluded.unit) then p.received end
            returning p.thing_id, p.component_id, p.id, p.series
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
            UUID appId,
            String subject,
            UUID thingId,
            String componentId,
            String id,
            int place,
            String name,
            ValueType type,
            String unit,
            String propertyType,
            @Nullable String value,
            @Nullable Long at,
            @Nullable Long received) {}

    private record MappingRow(UUID clientId, String connectorThingId, UUID thingId, UUID appId) {}

    private ShapeStore() {}

    /// Inserts things of which nothing is stored, nor ever was.
    ///
    /// @param values those that their properties have from the start
    /// @return the series of all properties
    static Map<Key, Long> insert(Handle tx, Collection<Row> things, Map<Key, ValueStore.Write> values) {
        return save(tx, things, values, false);
    }

    /// Makes things that are or were stored look like this; keeps the values of properties that stay what they were.
    static void reshape(Handle tx, Collection<Row> things) {
        save(tx, things, Map.of(), true);
    }

    private static Map<Key, Long> save(
            Handle tx, Collection<Row> things, Map<Key, ValueStore.Write> values, boolean known) {
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
                    ValueStore.Write value = values.get(new Key(row.id(), c.id(), p.id()));
                    properties.add(new PropertyRow(
                            row.app().value(),
                            row.subject(),
                            row.id(),
                            c.id(),
                            p.id(),
                            properties.size(),
                            p.name(),
                            p.type(),
                            p.unit(),
                            p.propertyType(),
                            value == null ? null : value.value(),
                            value == null ? null : Micros.of(value.at()),
                            value == null ? null : Micros.of(value.received())));
                }
            }
        }
        rows(tx, MAPPINGS, mappings);
        rows(tx, THINGS, thingRows);
        if (known) {
            deleteSurplus(tx, things, components, properties);
        }
        rows(tx, COMPONENTS, components);
        Map<Key, Long> series = series(tx, properties);
        if (known) {
            endSeries(tx, things);
        }
        return series;
    }

    private static Map<Key, Long> series(Handle tx, List<PropertyRow> properties) {
        Map<Key, Long> series = new HashMap<>();
        if (!properties.isEmpty()) {
            tx.createQuery(PROPERTIES)
                    .bind("rows", StoredJson.of(properties))
                    .map((row, _) -> Map.entry(ValueStore.key(row), row.getLong("series")))
                    .forEach(entry -> series.put(entry.getKey(), entry.getValue()));
        }
        return series;
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
