package io.patchbay.server.thing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Retention;
import io.patchbay.server.access.TestApp;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Memories;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.db.Db;
import io.patchbay.server.db.TestDb;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import io.patchbay.thing.ValueType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The room on a database of its own, with what its tests say again and again.
final class Room implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    final TestDb database = TestDb.fresh();
    final Db db = database.db();
    final AppId app = TestApp.in(db);
    final Things things;
    final Horizon horizon = new Horizon(db);
    final HorizonWatch watch = new HorizonWatch(horizon);
    final Retention retention;
    final ChangeReader changes;
    final ThingReads reads = new ThingReads(db, _ -> Optional.empty());
    final Current current;
    final Writer writer;

    Room() {
        this(InstantSource.fixed(NOW));
    }

    Room(InstantSource clock) {
        retention = new Retention(db, clock, 90);
        changes = new ChangeReader(db, horizon, watch, retention);
        current = new Current(new Memories(() -> true, clock));
        things = new Things(db, watch, current, clock);
        writer = new Writer(db, clock, new Partitions(db, 90), watch, current, new SimpleMeterRegistry());
        db.run(tx -> tx.execute("update slice set epoch = 1"));
    }

    @Override
    public void close() {
        writer.close();
        watch.close();
        database.close();
    }

    void retain(AppId of, int days) {
        db.run(tx -> tx.execute("update app set retention_days = ? where id = ?", days, of.value()));
    }

    Owner owner() {
        return owner(UUID.randomUUID());
    }

    Owner owner(UUID client) {
        return new Owner(app, "anna", client, new Epoch(Slice.of(client), 1));
    }

    static Thing station(String id) {
        return station(id, "Station", List.of(temperature(), text()));
    }

    static Thing station(String id, String name, List<Property> properties) {
        return new Thing(
                id,
                name,
                "ACME",
                "WEATHER_STATION",
                "outdoor",
                Availability.AVAILABLE,
                List.of(new Attribute("firmware", "1")),
                List.of(new Component("outdoor", "Outdoor", "WEATHER", Set.of("B", "A", "C"), properties, List.of())));
    }

    static Property temperature() {
        return new Property("temperature", "Temperature", PropertyType.TEMPERATURE);
    }

    static Property text() {
        return new Property("condition", "Condition", PropertyType.CONDITION);
    }

    static Report report(List<Thing> things, Reading... readings) {
        return new Report(Optional.of(things), List.of(readings), Map.of());
    }

    static Report readings(Reading... readings) {
        return new Report(Optional.empty(), List.of(readings), Map.of());
    }

    static Reading degrees(String thing, double value) {
        return degrees(thing, value, NOW);
    }

    static Reading degrees(String thing, double value, Instant at) {
        return new Reading(thing, "outdoor", "temperature", Value.of(value), at);
    }

    static Reading condition(String thing, Value value) {
        return new Reading(thing, "outdoor", "condition", value, NOW);
    }

    /// The id of the thing of a device.
    UUID idOf(Owner owner, String connectorThingId) {
        return things.mappingsOf(app, owner.client()).stream()
                .filter(m -> m.connectorThingId().equals(connectorThingId))
                .findFirst()
                .orElseThrow()
                .thingId();
    }

    PropertyView property(Owner owner, String thing, String property) {
        return reads.property(app, new Key(idOf(owner, thing), "outdoor", property))
                .orElseThrow()
                .property();
    }

    /// An app's own thing with one NUMBER property `n` in component `c` for each name.
    UUID ownThing(String... properties) {
        List<Shape.Property> shapes = Arrays.stream(properties)
                .map(p -> new Shape.Property(p, p, ValueType.NUMBER, "", ""))
                .toList();
        Shape shape = new Shape(
                "Own",
                "",
                "OWN",
                "c",
                List.of(),
                List.of(new Shape.Component("c", "C", "C", List.of(), shapes, List.of())));
        return things.create(app, "anna", new NewThing(shape, Availability.AVAILABLE, List.of()));
    }

    /// Kinds and values of the change log of a thing, in its order.
    List<String> log(UUID thing) {
        return entries().stream()
                .filter(e -> e.about().equals(thing))
                .map(e -> e.kind() + (e.value() == null ? "" : " " + e.value()))
                .toList();
    }

    /// All of the change log, settled or not.
    List<Entry> entries() {
        return changes.read(Optional.of(app), 0, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /// Changes with every write to any of the room's rows, locks included.
    String versions() {
        return db.read(handle -> handle.createQuery("""
                        select md5(string_agg(v, ',' order by v)) from (
                            select 't' || ctid || xmin || xmax from thing union all
                            select 'c' || ctid || xmin || xmax from component union all
                            select 'p' || ctid || xmin || xmax from property union all
                            select 'm' || ctid || xmin || xmax from mapping union all
                            select 's' || ctid || xmin || xmax from slice union all
                            select 'r' || ctid || xmin || xmax from series union all
                            select 'l' || tableoid || ctid || xmin || xmax from change_log) rows (v)
                        """).mapTo(String.class).one());
    }
}
