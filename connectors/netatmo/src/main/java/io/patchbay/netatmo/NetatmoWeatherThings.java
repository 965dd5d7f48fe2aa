package io.patchbay.netatmo;

import static io.patchbay.netatmo.Row.direction;
import static io.patchbay.netatmo.Row.kilometresPerHour;
import static io.patchbay.netatmo.Row.number;
import static io.patchbay.netatmo.Row.signal;
import static io.patchbay.netatmo.Row.trend;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.patchbay.connector.ConnectorException;
import io.patchbay.http.Json;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// From stations, their modules and home coaches to one thing each. Values come in metric units, whatever
/// their owner sees. Pure.
final class NetatmoWeatherThings {
    /// Stations upload every ten minutes; four uploads missed are no longer chance.
    private static final Duration STALE = Duration.ofMinutes(40);
    private static final Duration BETWEEN_UPLOADS = Duration.ofMinutes(10);
    /// The vendor needs a moment to show what was uploaded.
    private static final Duration BEFORE_SHOWN = Duration.ofSeconds(30);

    private static final String SENSOR = "sensor";
    private static final String DEVICE = "device";
    private static final int NO_BATTERY_YET = 65_535;

    /// A type of device.
    ///
    /// @param name for those that their owner gave none
    /// @param sensor rows of its measurements
    /// @param device rows of the device itself
    private record Kind(String name, String displayType, String componentType, List<Row> sensor, List<Row> device) {
        List<Component> components() {
            return List.of(
                    Row.component(SENSOR, name, componentType, sensor),
                    Row.component(DEVICE, "Device", "DEVICE", device));
        }
    }

    private static final Row TEMPERATURE = Row.of(PropertyType.TEMPERATURE, "Temperature", number("Temperature"));
    private static final Row TREND =
            new Row(PropertyType.TREND, "temperature_trend", "Trend of the temperature", trend("temp_trend"));
    private static final Row HUMIDITY = Row.of(PropertyType.HUMIDITY, "Humidity", number("Humidity"));
    private static final Row CO2 = Row.of(PropertyType.CO2, "Carbon dioxide", number("CO2"));
    private static final List<Row> OUTDOOR = List.of(TEMPERATURE, TREND, HUMIDITY);
    private static final List<Row> INDOOR = List.of(TEMPERATURE, TREND, HUMIDITY, CO2);
    private static final List<Row> BASE = also(
            INDOOR,
            Row.of(PropertyType.NOISE, "Noise", number("Noise")),
            Row.of(PropertyType.PRESSURE, "Air pressure at sea level", number("Pressure")),
            new Row(PropertyType.TREND, "pressure_trend", "Trend of the air pressure", trend("pressure_trend")),
            Row.of(PropertyType.ABSOLUTE_PRESSURE, "Air pressure at the station", number("AbsolutePressure")));
    private static final List<Row> COACH =
            also(BASE, Row.of(PropertyType.HEALTH_INDEX, "Health of the room's climate", number("health_idx")));
    private static final List<Row> WIND = List.of(
            Row.of(PropertyType.WIND_SPEED, "Wind speed", kilometresPerHour("WindStrength")),
            Row.of(PropertyType.WIND_DIRECTION, "Wind direction", direction("WindAngle")),
            Row.of(PropertyType.GUST_SPEED, "Gust speed", kilometresPerHour("GustStrength")),
            Row.of(PropertyType.GUST_DIRECTION, "Gust direction", direction("GustAngle")));
    private static final List<Row> RAIN = List.of(
            Row.of(PropertyType.RAIN, "Rain", number("Rain")),
            Row.of(PropertyType.RAIN_HOUR, "Rain of the last hour", number("sum_rain_1")),
            Row.of(PropertyType.RAIN_DAY, "Rain of today", number("sum_rain_24")));

    private static final List<Row> ON_MAINS =
            List.of(Row.of(PropertyType.SIGNAL_STRENGTH, "Wi-Fi signal", signal("wifi_status", 56, 86)));
    private static final List<Row> ON_BATTERY = List.of(
            Row.of(PropertyType.BATTERY_LEVEL, "Battery", NetatmoWeatherThings::battery),
            Row.of(PropertyType.SIGNAL_STRENGTH, "Radio signal", signal("rf_status", 60, 90)));

    private static final Map<String, Kind> KINDS = Map.of(
            "NAMain", new Kind("Weather station", "WEATHER_STATION", "CLIMATE", BASE, ON_MAINS),
            "NAModule1", new Kind("Outdoor module", "CLIMATE_SENSOR", "CLIMATE", OUTDOOR, ON_BATTERY),
            "NAModule2", new Kind("Wind gauge", "WIND_GAUGE", "WIND", WIND, ON_BATTERY),
            "NAModule3", new Kind("Rain gauge", "RAIN_GAUGE", "RAIN", RAIN, ON_BATTERY),
            "NAModule4", new Kind("Indoor module", "CLIMATE_SENSOR", "CLIMATE", INDOOR, ON_BATTERY),
            "NHC", new Kind("Home coach", "AIR_QUALITY_SENSOR", "CLIMATE", COACH, ON_MAINS));

    static final Set<PropertyType> MAKES = KINDS.values().stream()
            .flatMap(k -> Stream.concat(k.sensor().stream(), k.device().stream()))
            .map(Row::type)
            .collect(toUnmodifiableSet());

    private NetatmoWeatherThings() {}

    /// Everything in an answer of `getstationsdata` or `gethomecoachsdata`.
    ///
    /// @param now when it came
    static Part part(Json answer, Instant now) throws ConnectorException {
        Instant vendors = answer.get("time_server").unixTimeIfAny().orElse(now);
        Part all = Part.nothing();
        for (Json station : answer.get("body").get("devices").items()) {
            all = all.and(device(station, station, vendors, now));
            for (Json module : station.get("modules").itemsIfAny()) {
                all = all.and(device(module, station, vendors, now));
            }
        }
        return all;
    }

    /// @param station the same as `device` for a base station
    /// @param vendors the vendor's clock, as ages are by it
    private static Part device(Json device, Json station, Instant vendors, Instant now) throws ConnectorException {
        String id = device.get("_id").text();
        Kind kind = KINDS.get(device.get("type").text());
        if (kind == null) {
            // cameras and what the vendor may sell one day
            return Part.nothing();
        }
        List<Reading> readings = new ArrayList<>();
        Optional<ConnectorException> spoilt = Optional.empty();
        Availability status = Availability.UNKNOWN;
        Optional<Instant> next = Optional.empty();
        try {
            Json values = device.get("dashboard_data");
            if (!values.isAbsent()) {
                readings.addAll(Row.readings(
                        id,
                        SENSOR,
                        kind.sensor(),
                        values,
                        values.get("time_utc").unixTime()));
            }
            readings.addAll(Row.readings(id, DEVICE, kind.device(), device, seen(device, now)));
            status = status(device, vendors);
            next = status == Availability.AVAILABLE ? next(device, vendors, now) : Optional.empty();
        } catch (ConnectorException e) {
            spoilt = Optional.of(e);
        }
        return new Part(List.of(thing(id, device, station, kind, status)), readings, spoilt, next);
    }

    private static Thing thing(String id, Json device, Json station, Kind kind, Availability status)
            throws ConnectorException {
        Optional<String> place = text(station, "station_name").or(() -> text(station, "home_name"));
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("model", device.get("type").text()));
        place.ifPresent(name -> attributes.add(new Attribute("station", name)));
        attribute(attributes, "firmware", device.get("firmware"));
        Json location = station.get("place");
        attribute(attributes, "city", location.get("city"));
        attribute(attributes, "country", location.get("country"));
        attribute(attributes, "timezone", location.get("timezone"));
        attribute(attributes, "altitude", location.get("altitude"));
        // longitude comes first
        attribute(attributes, "longitude", location.get("location").at(0));
        attribute(attributes, "latitude", location.get("location").at(1));
        Optional<String> name = text(device, "module_name");
        return new Thing(
                id,
                name.or(() -> device.equals(station) ? place : Optional.empty()).orElse(kind.name()),
                "Netatmo",
                kind.displayType(),
                SENSOR,
                status,
                attributes,
                kind.components());
    }

    /// A station whose values are old may still be called reachable, and a module of a station that is
    /// offline is.
    private static Availability status(Json device, Instant vendors) throws ConnectorException {
        Json values = device.get("dashboard_data");
        boolean reachable = device.get("reachable").flagIfAny().orElse(true);
        return reachable
                        && !values.isAbsent()
                        && values.get("time_utc").unixTime().plus(STALE).isAfter(vendors)
                ? Availability.AVAILABLE
                : Availability.UNAVAILABLE;
    }

    /// When the station's next upload can be seen, by our clock.
    private static Optional<Instant> next(Json device, Instant vendors, Instant now) throws ConnectorException {
        Optional<Instant> stored = device.get("last_status_store").unixTimeIfAny();
        return stored.map(s -> now.plus(
                        Duration.between(vendors, s.plus(BETWEEN_UPLOADS).plus(BEFORE_SHOWN))))
                .filter(now::isBefore);
    }

    /// When the device itself was last heard of.
    private static Instant seen(Json device, Instant now) throws ConnectorException {
        Optional<Instant> module = device.get("last_seen").unixTimeIfAny();
        Optional<Instant> station = device.get("last_status_store").unixTimeIfAny();
        return module.or(() -> station).filter(Instant.EPOCH::isBefore).orElse(now);
    }

    private static Value battery(Json device) throws ConnectorException {
        boolean known = device.get("battery_vp").numberIfAny().orElse(0.0) < NO_BATTERY_YET;
        return known ? number("battery_percent").read(device) : new Value.Absent();
    }

    private static void attribute(List<Attribute> attributes, String name, Json value) {
        if (value.node().isValueNode() && !value.isAbsent()) {
            attributes.add(new Attribute(name, value.node().asText()));
        }
    }

    private static Optional<String> text(Json object, String key) {
        return Optional.of(object.node().path(key).asText()).filter(t -> !t.isBlank());
    }

    private static List<Row> also(List<Row> rows, Row... more) {
        return Stream.concat(rows.stream(), Stream.of(more)).toList();
    }
}
