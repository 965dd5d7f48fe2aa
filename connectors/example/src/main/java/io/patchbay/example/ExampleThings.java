package io.patchbay.example;

import io.patchbay.connector.ConnectorException;
import io.patchbay.http.Json;
import io.patchbay.thing.Action;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Parameter;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a station is as a thing. Pure: the vendor's words in, things and readings out.
final class ExampleThings {
    static final String SWITCH = "switch";
    static final String ON = "on";
    static final Set<PropertyType> MAKES =
            Set.of(PropertyType.TEMPERATURE, PropertyType.HUMIDITY, PropertyType.RAIN_HOUR, PropertyType.ONOFF);

    private static final String WEATHER = "weather";
    private static final String HEATER = "heater";
    private static final Component MEASURES = new Component(
            WEATHER,
            "Weather",
            "WEATHER",
            Set.of(),
            List.of(
                    new Property("temperature", "Temperature", PropertyType.TEMPERATURE),
                    new Property("humidity", "Humidity", PropertyType.HUMIDITY),
                    new Property("rain", "Rain in the last hour", PropertyType.RAIN_HOUR)),
            List.of());
    private static final Component HEATS = new Component(
            HEATER,
            "Heater of the rain gauge",
            "HEATER",
            Set.of("SWITCHABLE"),
            List.of(new Property(ON, "On", PropertyType.ONOFF)),
            List.of(new Action(SWITCH, "Switch", List.of(Parameter.flag(ON)))));

    private ExampleThings() {}

    static Thing thing(ExampleApi.Station station) {
        return new Thing(
                station.id(),
                station.name(),
                "Example Weather",
                "WEATHER_STATION",
                WEATHER,
                station.online() ? Availability.AVAILABLE : Availability.UNAVAILABLE,
                List.of(),
                station.heated() ? List.of(MEASURES, HEATS) : List.of(MEASURES));
    }

    /// @param received when the answer came: the time of a measurement without one
    static List<Reading> readings(ExampleApi.Station station, Json now, Instant received) throws ConnectorException {
        Instant at = now.get("time").unixTimeIfAny().orElse(received);
        List<Reading> readings = new ArrayList<>();
        readings.add(reading(
                station, "temperature", now.get("temperature_f").numberIfAny().map(f -> (f - 32) / 1.8), at));
        readings.add(reading(station, "humidity", now.get("humidity").numberIfAny(), at));
        readings.add(reading(station, "rain", now.get("rain_mm").numberIfAny(), at));
        if (station.heated()) {
            Value on = now.get("heater").flagIfAny().map(Value::of).orElse(new Value.Absent());
            readings.add(new Reading(station.id(), HEATER, ON, on, at));
        }
        return readings;
    }

    private static Reading reading(ExampleApi.Station station, String property, Optional<Double> number, Instant at) {
        return new Reading(
                station.id(), WEATHER, property, number.map(Value::of).orElse(new Value.Absent()), at);
    }

    /// What the vendor's answer to a switched heater tells.
    static Reading switched(String station, Json answer, Instant received) throws ConnectorException {
        Instant at = answer.get("time").unixTimeIfAny().orElse(received);
        return new Reading(station, HEATER, ON, Value.of(answer.get("heater").flag()), at);
    }
}
