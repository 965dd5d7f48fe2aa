package io.patchbay.openmeteo;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.patchbay.connector.ConnectorException;
import io.patchbay.http.Json;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// From the vendor's answer for one place to its thing. What is asked for, what is declared and what is
/// read come from the same tables. Pure.
final class OpenMeteoThings {

    /// A property and the vendor's variable it comes from, already in the property's unit.
    private record Row(String id, PropertyType type, String name, String variable) {
        Property property() {
            return new Property(id, name, type);
        }
    }

    // ten, because an eleventh would raise the weight of every call
    private static final List<Row> CURRENT = List.of(
            new Row("temperature", PropertyType.TEMPERATURE, "Temperature", "temperature_2m"),
            new Row("apparent_temperature", PropertyType.APPARENT_TEMPERATURE, "Feels like", "apparent_temperature"),
            new Row("humidity", PropertyType.HUMIDITY, "Humidity", "relative_humidity_2m"),
            new Row("pressure", PropertyType.PRESSURE, "Air pressure at sea level", "pressure_msl"),
            new Row("rain", PropertyType.RAIN, "Precipitation of the last 15 minutes", "precipitation"),
            new Row("cloud_cover", PropertyType.CLOUD_COVER, "Cloud cover", "cloud_cover"),
            new Row("wind_speed", PropertyType.WIND_SPEED, "Wind speed", "wind_speed_10m"),
            new Row("wind_direction", PropertyType.WIND_DIRECTION, "Wind direction", "wind_direction_10m"),
            new Row("gust_speed", PropertyType.GUST_SPEED, "Gust speed", "wind_gusts_10m"),
            new Row("condition", PropertyType.CONDITION, "Condition", "weather_code"));

    private static final List<Row> TOMORROW = List.of(
            new Row("temperature_max", PropertyType.TEMPERATURE, "Highest temperature", "temperature_2m_max"),
            new Row("temperature_min", PropertyType.TEMPERATURE, "Lowest temperature", "temperature_2m_min"),
            new Row("rain_day", PropertyType.RAIN_DAY, "Precipitation", "precipitation_sum"),
            new Row(
                    "precipitation_probability",
                    PropertyType.PRECIPITATION_PROBABILITY,
                    "Probability of precipitation",
                    "precipitation_probability_max"),
            new Row("condition", PropertyType.CONDITION, "Condition", "weather_code"));

    static final List<String> CURRENT_VARIABLES =
            CURRENT.stream().map(Row::variable).toList();
    static final List<String> DAILY_VARIABLES =
            TOMORROW.stream().map(Row::variable).toList();
    static final Set<PropertyType> MAKES =
            Stream.concat(CURRENT.stream(), TOMORROW.stream()).map(Row::type).collect(toUnmodifiableSet());

    private static final Component CURRENT_COMPONENT = component("current", "Now", "WEATHER", CURRENT);
    private static final Component TOMORROW_COMPONENT = component("tomorrow", "Tomorrow", "WEATHER_FORECAST", TOMORROW);

    private static final Duration USUAL_INTERVAL = Duration.ofMinutes(15);
    private static final Attribute ATTRIBUTION =
            new Attribute("attribution", "Weather data by Open-Meteo.com, CC BY 4.0");

    private OpenMeteoThings() {}

    static Thing thing(Place place, Json answer, boolean tomorrow) throws ConnectorException {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("latitude", place.latitude()));
        attributes.add(new Attribute("longitude", place.longitude()));
        Optional<String> zone = answer.get("timezone").textIfAny();
        zone.ifPresent(z -> attributes.add(new Attribute("timezone", z)));
        attributes.add(ATTRIBUTION);
        return new Thing(
                place.id(),
                place.name().orElse("Weather at " + place.latitude() + ", " + place.longitude()),
                "Open-Meteo",
                "WEATHER_STATION",
                CURRENT_COMPONENT.id(),
                Availability.AVAILABLE,
                attributes,
                tomorrow ? List.of(CURRENT_COMPONENT, TOMORROW_COMPONENT) : List.of(CURRENT_COMPONENT));
    }

    static List<Reading> readings(Place place, Json answer, boolean tomorrow) throws ConnectorException {
        Json current = answer.get("current");
        Instant at = current.get("time").unixTime();
        List<Reading> readings = new ArrayList<>();
        for (Row row : CURRENT) {
            Value value = value(row, current.get(row.variable()));
            readings.add(new Reading(place.id(), CURRENT_COMPONENT.id(), row.id(), value, at));
        }
        if (tomorrow) {
            // days of the place's own time zone, today first; a forecast has no time of measurement but the model's
            for (Row row : TOMORROW) {
                Value value = value(row, answer.get("daily").get(row.variable()).at(1));
                readings.add(new Reading(place.id(), TOMORROW_COMPONENT.id(), row.id(), value, at));
            }
        }
        return readings;
    }

    /// When the vendor has newer values than these.
    static Instant next(Json answer) throws ConnectorException {
        Json current = answer.get("current");
        Optional<Double> interval = current.get("interval").numberIfAny().filter(seconds -> seconds >= 1);
        Instant at = current.get("time").unixTime();
        return at.plus(
                interval.map(seconds -> Duration.ofSeconds(seconds.longValue())).orElse(USUAL_INTERVAL));
    }

    private static Value value(Row row, Json found) throws ConnectorException {
        Optional<Double> number = found.numberIfAny();
        Optional<Value> value = row.type() == PropertyType.CONDITION
                ? number.flatMap(WeatherCode::words).map(Value::of)
                : number.map(Value::of);
        return value.orElseGet(Value.Absent::new);
    }

    private static Component component(String id, String name, String type, List<Row> rows) {
        return new Component(
                id, name, type, Set.of(), rows.stream().map(Row::property).toList(), List.of());
    }
}
