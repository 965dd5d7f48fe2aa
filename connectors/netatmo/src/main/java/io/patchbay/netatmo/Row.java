package io.patchbay.netatmo;

import io.patchbay.connector.ConnectorException;
import io.patchbay.http.Json;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A property, and where and how its value is found in the vendor's object. A component and its readings come from the
/// same rows, so that what is declared is what is read.
record Row(PropertyType type, String id, String name, Source source) {
    private static final double KMH_PER_MS = 3.6;

    interface Source {
        Value read(Json object) throws ConnectorException;
    }

    static Row of(PropertyType type, String name, Source source) {
        return new Row(type, type.name().toLowerCase(Locale.ROOT), name, source);
    }

    static Component component(String id, String name, String type, List<Row> rows) {
        return new Component(id, name, type, Set.of(), properties(rows), List.of());
    }

    static List<Property> properties(List<Row> rows) {
        return rows.stream().map(r -> new Property(r.id(), r.name(), r.type())).toList();
    }

    static List<Reading> readings(String thing, String component, List<Row> rows, Json object, Instant at)
            throws ConnectorException {
        List<Reading> readings = new ArrayList<>();
        for (Row row : rows) {
            readings.add(new Reading(thing, component, row.id(), row.source().read(object), at));
        }
        return readings;
    }

    static Source number(String key) {
        return object -> object.get(key).numberIfAny().map(Value::of).orElseGet(Value.Absent::new);
    }

    static Source flag(String key) {
        return object -> object.get(key).flagIfAny().map(Value::of).orElseGet(Value.Absent::new);
    }

    static Source kilometresPerHour(String key) {
        return object ->
                object.get(key).numberIfAny().map(v -> Value.of(v / KMH_PER_MS)).orElseGet(Value.Absent::new);
    }

    /// Without wind the vendor says -1.
    static Source direction(String key) {
        return object ->
                object.get(key).numberIfAny().filter(v -> v >= 0).map(Value::of).orElseGet(Value.Absent::new);
    }

    static Source trend(String key) {
        Map<String, String> words = Map.of("up", "rising", "stable", "stable", "down", "falling");
        return object -> object.get(key)
                .textIfAny()
                .flatMap(t -> Optional.ofNullable(words.get(t)))
                .map(Value::of)
                .orElseGet(Value.Absent::new);
    }

    /// Radio and Wi-Fi come as an attenuation.
    ///
    /// @param best what the vendor documents as a full signal
    /// @param worst what it documents as a low one; a module that was never paired says 255
    static Source signal(String key, int best, int worst) {
        return object -> object.get(key)
                .numberIfAny()
                .filter(v -> v < 255)
                .map(v -> Value.of(Math.clamp(Math.round((worst - v) * 100 / (worst - best)), 0L, 100L)))
                .orElseGet(Value.Absent::new);
    }
}
