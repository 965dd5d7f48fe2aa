package io.patchbay.server.thing;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.AppId;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import io.patchbay.thing.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The values that one batch changes: read once, changed in memory in the order of the batch, written once. So the
/// same property may change several times in a batch, and each change is logged.
final class Values {

    /// A property as it is at this point of the batch.
    private static final class Cell {
        final ValueStore.Row stored;

        @Nullable
        String value;

        @Nullable
        Instant at;

        Cell(ValueStore.Row stored) {
            this.stored = stored;
            this.value = stored.value();
            this.at = stored.at();
        }
    }

    /// A change that has no series yet.
    private record Logged(AppId app, Key key, @Nullable String value, Instant at, Instant received) {
        Change in(long series) {
            return Change.value(app, series, value, at, received);
        }
    }

    private final Map<Key, Cell> cells = new HashMap<>();
    private final Map<Key, ValueStore.Write> touched = new LinkedHashMap<>();
    private final List<Logged> changes = new ArrayList<>();
    private final List<Item.Put> puts = new ArrayList<>();

    private Values() {}

    /// @param fresh are not stored yet
    static Values read(Handle tx, Set<Key> keys, Map<Key, ValueStore.Row> fresh) {
        Values values = new Values();
        fresh.forEach((key, row) -> values.cells.put(key, new Cell(row)));
        Set<Key> stored = keys.stream().filter(key -> !fresh.containsKey(key)).collect(Collectors.toSet());
        ValueStore.readAcrossApps(tx, stored).forEach((key, row) -> values.cells.put(key, new Cell(row)));
        return values;
    }

    /// @throws IllegalArgumentException if the reading names no property of the thing or does not fit it
    void report(AppId app, Key key, Reading reading, Instant received) {
        Cell cell = cells.get(key);
        if (cell == null) {
            throw new IllegalArgumentException("a reading names a property that was not reported: " + named(reading));
        }
        if (!fits(reading.value(), cell.stored.type())) {
            throw new IllegalArgumentException("a reading's value is no " + cell.stored.type() + ": " + named(reading));
        }
        String value =
                reading.value() instanceof Value.Absent ? null : reading.value().wire();
        // a vendor's clock that runs ahead must not keep later values out
        Instant at = reading.at().isAfter(received) ? received : reading.at();
        boolean older = cell.at != null && at.isBefore(cell.at);
        if (!older && !Objects.equals(value, cell.value)) {
            set(app, key, cell, value, at, received);
        }
    }

    /// An app says what is so now, also when the value stays the same: then only the time moves.
    ///
    /// @throws ApiException if it may not
    void put(Item.Put put) {
        Cell cell = cells.get(put.key());
        if (cell == null || !cell.stored.belongsTo(put.app(), put.subject())) {
            throw ApiException.notFound("property");
        }
        if (cell.stored.client() != null) {
            throw ApiException.conflict("The thing belongs to a connector client, which alone sets its values.");
        }
        ValueType type = cell.stored.type();
        String value = Scalars.parse(type, put.text())
                .map(Value::wire)
                .orElseThrow(() -> ApiException.invalid(List.of(new Problem("value", Scalars.rule(type)))));
        puts.add(put);
        set(put.app(), put.key(), cell, value, put.received(), put.received());
    }

    private void set(AppId app, Key key, Cell cell, @Nullable String value, Instant at, Instant received) {
        if (!Objects.equals(value, cell.value)) {
            changes.add(new Logged(app, key, value, at, received));
        }
        cell.value = value;
        cell.at = at;
        touched.put(key, new ValueStore.Write(key, value, at, received));
    }

    /// Those whose values change.
    Set<UUID> things() {
        return touched.keySet().stream().map(Key::thing).collect(Collectors.toSet());
    }

    boolean isEmpty() {
        return touched.isEmpty();
    }

    /// What came of writing.
    ///
    /// @param changes to be logged
    /// @param late    the things of these were deleted meanwhile
    record Outcome(List<Change> changes, List<Item.Put> late) {}

    /// What properties have now, of those that changed.
    Map<Key, ValueStore.Write> touched() {
        return Collections.unmodifiableMap(touched);
    }

    /// @param inserted with their values already, and in which series
    Outcome write(Handle tx, Map<Key, Long> inserted) {
        Map<Key, Long> written = new HashMap<>(inserted);
        written.putAll(ValueStore.writeAcrossApps(
                tx,
                touched.values().stream()
                        .filter(write -> !inserted.containsKey(write.key()))
                        .toList()));
        return new Outcome(
                changes.stream()
                        .filter(c -> written.containsKey(c.key()))
                        .map(c -> c.in(Objects.requireNonNull(written.get(c.key()))))
                        .toList(),
                puts.stream().filter(p -> !written.containsKey(p.key())).toList());
    }

    private static boolean fits(Value value, ValueType type) {
        return switch (value) {
            case Value.Text text -> type == ValueType.STRING && parses(type, text.text());
            // the text of a number without its exponent can be very long
            case Value.Decimal decimal ->
                type == ValueType.NUMBER && parses(type, decimal.number().toString());
            case Value.Flag _ -> type == ValueType.BOOLEAN;
            case Value.Absent _ -> true;
        };
    }

    private static boolean parses(ValueType type, String text) {
        return Scalars.parse(type, text).isPresent();
    }

    private static String named(Reading reading) {
        return reading.thingId() + "/" + reading.componentId() + "/" + reading.propertyId();
    }
}
