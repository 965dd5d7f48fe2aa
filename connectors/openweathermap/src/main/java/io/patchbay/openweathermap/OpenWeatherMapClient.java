package io.patchbay.openweathermap;

import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Memory;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Problem;
import io.patchbay.http.Json;
import io.patchbay.thing.Component;
import io.patchbay.thing.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Polls one place. Current weather is what a round needs; the other products are extras: one that the key does
/// not include is left out of the thing, one that fails otherwise does not keep current weather back.
final class OpenWeatherMapClient implements Polled {
    /// So rarely a developer changes his subscription, and each refusal costs a call.
    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofDays(1);

    private final ClientContext context;
    private final OpenWeatherMapApi api;
    private final List<Extra> extras = new ArrayList<>();

    OpenWeatherMapClient(ClientContext context) {
        this.context = context;
        api = new OpenWeatherMapApi(context);
        if (context.config().flag(OpenWeatherMapConnector.FORECAST)) {
            extras.add(new Extra(
                    "the forecast",
                    OpenWeatherMapThings.FORECAST_COMPONENTS,
                    (place, now) -> OpenWeatherMapThings.forecast(place, api.forecast(place), now)));
        }
        if (context.config().flag(OpenWeatherMapConnector.AIR_POLLUTION)) {
            extras.add(new Extra(
                    "air pollution",
                    OpenWeatherMapThings.AIR_COMPONENTS,
                    (place, now) -> OpenWeatherMapThings.air(place, api.airPollution(place))));
        }
    }

    @Override
    public void poll(Sink sink) throws ConnectorException, InterruptedException {
        Place place = place();
        Json weather = api.weather(place);
        List<Component> components = new ArrayList<>();
        List<Reading> readings = new ArrayList<>(OpenWeatherMapThings.current(place, weather));
        Optional<ConnectorException> failed = Optional.empty();
        Instant now = context.clock().instant();
        for (Extra extra : extras) {
            if (now.isBefore(extra.refusedUntil)) {
                continue;
            }
            try {
                readings.addAll(extra.ask.readings(place, now));
                components.addAll(extra.components);
            } catch (ConnectorException e) {
                // the key was good for current weather a moment ago: it is the product that is refused
                if (e.failure() instanceof Failure.Misconfigured) {
                    extra.refusedUntil = now.plus(BEFORE_ASKING_AGAIN);
                    context.log().log(System.Logger.Level.INFO, "the AppKey does not include {0}", extra.name);
                } else {
                    components.addAll(extra.components);
                    failed = failed.or(() -> Optional.of(e));
                }
            }
        }
        sink.things(List.of(OpenWeatherMapThings.thing(place, weather, components)));
        readings.forEach(sink::reading);
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    private Place place() throws ConnectorException, InterruptedException {
        Config config = context.config();
        Optional<String> city = config.textIfAny(OpenWeatherMapConnector.CITY);
        if (city.isPresent()) {
            return placeOf(city.get());
        }
        return Place.of(
                config.number(Field.Location.LATITUDE), config.number(Field.Location.LONGITUDE), Optional.empty());
    }

    /// A city is looked up once, and again only when the configuration names another one.
    private Place placeOf(String city) throws ConnectorException, InterruptedException {
        Memory memory = context.memory();
        Optional<String> latitude = memory.get("latitude");
        Optional<String> longitude = memory.get("longitude");
        if (memory.get("city").equals(Optional.of(city)) && latitude.isPresent() && longitude.isPresent()) {
            return new Place(latitude.get(), longitude.get(), memory.get("name"));
        }
        Place place = api.find(city)
                .orElseThrow(() -> new ConnectorException(new Failure.Misconfigured(List.of(new Problem(
                        OpenWeatherMapConnector.CITY,
                        "is not known to OpenWeatherMap: check its spelling, add the country as in Berlin,DE, or "
                                + "give latitude and longitude")))));
        memory.put("city", city);
        memory.put("latitude", place.latitude());
        memory.put("longitude", place.longitude());
        memory.put("name", place.name().orElse(city));
        return place;
    }

    private interface Ask {
        List<Reading> readings(Place place, Instant now) throws ConnectorException, InterruptedException;
    }

    /// A product beside current weather.
    private static final class Extra {
        final String name;
        final List<Component> components;
        final Ask ask;
        Instant refusedUntil = Instant.MIN;

        Extra(String name, List<Component> components, Ask ask) {
            this.name = name;
            this.components = components;
            this.ask = ask;
        }
    }
}
