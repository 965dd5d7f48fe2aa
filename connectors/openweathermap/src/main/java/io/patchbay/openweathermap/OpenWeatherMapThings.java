package io.patchbay.openweathermap;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// From the vendor's answers to one thing per place. Each component and its readings come from the same table,
/// so that what is declared is what is read. Pure.
final class OpenWeatherMapThings {

    /// A property and where its value is found in the part of an answer that the component is about.
    private record Row(PropertyType type, String name, Source source) {
        Property property() {
            return new Property(type.name().toLowerCase(Locale.ROOT), name, type);
        }
    }

    private interface Source {
        Value read(Json part) throws ConnectorException;
    }

    private static final List<Row> CURRENT = List.of(
            new Row(
                    PropertyType.TEMPERATURE,
                    "Temperature",
                    j -> Value.of(j.get("main").get("temp").number())),
            new Row(PropertyType.APPARENT_TEMPERATURE, "Feels like", number("main", "feels_like")),
            new Row(PropertyType.HUMIDITY, "Humidity", number("main", "humidity")),
            new Row(PropertyType.PRESSURE, "Air pressure at sea level", number("main", "pressure")),
            new Row(PropertyType.ABSOLUTE_PRESSURE, "Air pressure at ground level", number("main", "grnd_level")),
            new Row(PropertyType.VISIBILITY, "Visibility", number("visibility")),
            new Row(PropertyType.WIND_SPEED, "Wind speed", number("wind", "speed")),
            new Row(PropertyType.WIND_DIRECTION, "Wind direction", number("wind", "deg")),
            new Row(PropertyType.GUST_SPEED, "Gust speed", number("wind", "gust")),
            new Row(PropertyType.RAIN_HOUR, "Rain of the last hour", number("rain", "1h")),
            new Row(PropertyType.SNOW_HOUR, "Snow of the last hour", number("snow", "1h")),
            new Row(PropertyType.CLOUD_COVER, "Cloud cover", number("clouds", "all")),
            new Row(PropertyType.CONDITION, "Condition", OpenWeatherMapThings::condition),
            new Row(PropertyType.SUNRISE, "Sunrise", j -> time(j.get("sys").get("sunrise"))),
            new Row(PropertyType.SUNSET, "Sunset", j -> time(j.get("sys").get("sunset"))));

    private static final List<Row> FORECAST = List.of(
            new Row(PropertyType.TEMPERATURE, "Temperature", number("main", "temp")),
            new Row(PropertyType.APPARENT_TEMPERATURE, "Feels like", number("main", "feels_like")),
            new Row(PropertyType.HUMIDITY, "Humidity", number("main", "humidity")),
            new Row(PropertyType.WIND_SPEED, "Wind speed", number("wind", "speed")),
            new Row(PropertyType.WIND_DIRECTION, "Wind direction", number("wind", "deg")),
            new Row(PropertyType.CLOUD_COVER, "Cloud cover", number("clouds", "all")),
            new Row(
                    PropertyType.PRECIPITATION_PROBABILITY,
                    "Probability of precipitation",
                    OpenWeatherMapThings::percent),
            new Row(PropertyType.CONDITION, "Condition", OpenWeatherMapThings::condition));

    private static final List<Row> AIR = List.of(
            new Row(PropertyType.AIR_QUALITY_INDEX, "Air quality, 1 (good) to 5 (very poor)", number("main", "aqi")),
            new Row(PropertyType.CARBON_MONOXIDE, "Carbon monoxide", number("components", "co")),
            new Row(PropertyType.NITROGEN_MONOXIDE, "Nitrogen monoxide", number("components", "no")),
            new Row(PropertyType.NITROGEN_DIOXIDE, "Nitrogen dioxide", number("components", "no2")),
            new Row(PropertyType.OZONE, "Ozone", number("components", "o3")),
            new Row(PropertyType.SULPHUR_DIOXIDE, "Sulphur dioxide", number("components", "so2")),
            new Row(PropertyType.AMMONIA, "Ammonia", number("components", "nh3")),
            new Row(PropertyType.PM2_5, "Fine particles (PM2.5)", number("components", "pm2_5")),
            new Row(PropertyType.PM10, "Particles (PM10)", number("components", "pm10")));

    static final Set<PropertyType> MAKES = Stream.of(CURRENT, FORECAST, AIR)
            .flatMap(List::stream)
            .map(Row::type)
            .collect(toUnmodifiableSet());

    private static final Component CURRENT_COMPONENT = component("current", "Now", "WEATHER", CURRENT);
    static final List<Component> FORECAST_COMPONENTS = List.of(
            component("forecast_3h", "In 3 hours", "WEATHER_FORECAST", FORECAST),
            component("forecast_24h", "In 24 hours", "WEATHER_FORECAST", FORECAST));
    static final List<Component> AIR_COMPONENTS = List.of(component("air", "Air pollution", "AIR_QUALITY", AIR));

    /// Half a step of the forecast, and a little for answers that are a few minutes old.
    private static final Duration NEAR = Duration.ofMinutes(100);

    private OpenWeatherMapThings() {}

    /// The thing of a place.
    ///
    /// @param weather the answer of current weather
    /// @param more the components beside current weather
    static Thing thing(Place place, Json weather, List<Component> more) throws ConnectorException {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("latitude", place.latitude()));
        attributes.add(new Attribute("longitude", place.longitude()));
        weather.get("sys").get("country").textIfAny().ifPresent(c -> attributes.add(new Attribute("country", c)));
        Optional<String> named = weather.get("name").textIfAny().filter(n -> !n.isBlank());
        String name = place.name().or(() -> named).orElse("Weather at " + place.latitude() + ", " + place.longitude());
        List<Component> components =
                Stream.concat(Stream.of(CURRENT_COMPONENT), more.stream()).toList();
        return new Thing(
                place.id(),
                name,
                "OpenWeather",
                "WEATHER_STATION",
                CURRENT_COMPONENT.id(),
                Availability.AVAILABLE,
                attributes,
                components);
    }

    static List<Reading> current(Place place, Json weather) throws ConnectorException {
        return readings(
                place, CURRENT_COMPONENT, CURRENT, weather, weather.get("dt").unixTime());
    }

    /// A forecast has no time of measurement, only the time it is about.
    ///
    /// @param now when it was asked for
    static List<Reading> forecast(Place place, Json forecast, Instant now) throws ConnectorException {
        Json steps = forecast.get("list");
        Json soon = nearest(steps, now.plus(Duration.ofHours(3)));
        Json tomorrow = nearest(steps, now.plus(Duration.ofHours(24)));
        List<Reading> readings = new ArrayList<>();
        readings.addAll(readings(place, FORECAST_COMPONENTS.get(0), FORECAST, soon, now));
        readings.addAll(readings(place, FORECAST_COMPONENTS.get(1), FORECAST, tomorrow, now));
        return readings;
    }

    static List<Reading> air(Place place, Json pollution) throws ConnectorException {
        Json latest = pollution.get("list").at(0);
        return readings(
                place, AIR_COMPONENTS.getFirst(), AIR, latest, latest.get("dt").unixTime());
    }

    /// The step that is nearest to a time; absent if none is near.
    private static Json nearest(Json steps, Instant time) throws ConnectorException {
        Json found = steps.at(steps.items().size());
        Duration least = NEAR;
        for (Json step : steps.items()) {
            Duration off = Duration.between(step.get("dt").unixTime(), time).abs();
            if (off.compareTo(least) < 0) {
                found = step;
                least = off;
            }
        }
        return found;
    }

    private static Component component(String id, String name, String type, List<Row> rows) {
        return new Component(
                id, name, type, Set.of(), rows.stream().map(Row::property).toList(), List.of());
    }

    private static List<Reading> readings(Place place, Component component, List<Row> rows, Json part, Instant at)
            throws ConnectorException {
        List<Reading> readings = new ArrayList<>();
        for (Row row : rows) {
            Value value = row.source().read(part);
            readings.add(new Reading(place.id(), component.id(), row.property().id(), value, at));
        }
        return readings;
    }

    /// A number that the vendor leaves out when there is nothing to say.
    private static Source number(String... path) {
        return part -> {
            Json place = part;
            for (String key : path) {
                place = place.get(key);
            }
            return place.numberIfAny().map(Value::of).orElseGet(Value.Absent::new);
        };
    }

    /// The vendor's share, 0 to 1, of all runs of its model.
    private static Value percent(Json part) throws ConnectorException {
        Optional<Double> share = part.get("pop").numberIfAny();
        return share.map(s -> Value.of(s * 100)).orElseGet(Value.Absent::new);
    }

    private static Value condition(Json part) throws ConnectorException {
        Optional<String> words = part.get("weather").at(0).get("description").textIfAny();
        return words.filter(w -> !w.isBlank()).map(Value::of).orElseGet(Value.Absent::new);
    }

    /// Where the sun does not rise or set today, the vendor says 0 or nothing.
    private static Value time(Json place) throws ConnectorException {
        Optional<Instant> time = place.unixTimeIfAny().filter(t -> t.isAfter(Instant.EPOCH));
        return time.map(Instant::toString).map(Value::of).orElseGet(Value.Absent::new);
    }
}
