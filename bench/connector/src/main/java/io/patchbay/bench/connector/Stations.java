package io.patchbay.bench.connector;

import io.patchbay.connector.ConnectorException;
import io.patchbay.http.Json;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Stations as things. All of a kind have the same shape. Pure.
final class Stations {
    static final Set<PropertyType> MAKES = Set.of(
            PropertyType.TEMPERATURE,
            PropertyType.HUMIDITY,
            PropertyType.PRESSURE,
            PropertyType.WIND_SPEED,
            PropertyType.RAIN_HOUR);

    private static final String ID = "station";
    private static final String COMPONENT = "weather";

    /// What an asked station measures: the property's id is the member of the vendor's JSON.
    static final Thing ASKED = thing(List.of(
            new Property("temperature", "Temperature", PropertyType.TEMPERATURE),
            new Property("humidity", "Humidity", PropertyType.HUMIDITY),
            new Property("pressure", "Pressure", PropertyType.PRESSURE),
            new Property("wind", "Wind", PropertyType.WIND_SPEED),
            new Property("rain", "Rain in the last hour", PropertyType.RAIN_HOUR)));

    private Stations() {}

    /// A station of so many thermometers, `t0` and on.
    static Thing thermometers(int count) {
        return thing(IntStream.range(0, count)
                .mapToObj(i -> new Property("t" + i, "Thermometer " + i, PropertyType.TEMPERATURE))
                .toList());
    }

    private static Thing thing(List<Property> properties) {
        Component weather = new Component(COMPONENT, "Weather", "WEATHER", Set.of(), properties, List.of());
        return new Thing(
                ID,
                "Station",
                "Benchmark",
                "WEATHER_STATION",
                COMPONENT,
                Availability.AVAILABLE,
                List.of(),
                List.of(weather));
    }

    /// The vendor's answer, `{"time":…,"temperature":…,"humidity":…,"pressure":…,"wind":…,"rain":…}`.
    static List<Reading> readings(Json answer) throws ConnectorException {
        Instant at = answer.get("time").unixTime();
        List<Reading> readings = new ArrayList<>(5);
        for (Property property : ASKED.components().getFirst().properties()) {
            readings.add(reading(property.id(), answer.get(property.id()).number(), at));
        }
        return readings;
    }

    static Reading reading(String property, double value, Instant at) {
        return new Reading(ID, COMPONENT, property, Value.of(value), at);
    }
}
