package io.patchbay.openmeteo;

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
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.util.List;
import java.util.Optional;

/// Polls one place, together with all others of the service.
final class OpenMeteoClient implements Polled {
    private final ClientContext context;
    private final boolean tomorrow;

    OpenMeteoClient(ClientContext context) {
        this.context = context;
        tomorrow = context.config().flag(OpenMeteoConnector.FORECAST);
    }

    @Override
    public void poll(Sink sink) throws ConnectorException, InterruptedException {
        Place place = place();
        Json answer = context.together(place.id(), new Forecasts(tomorrow, context.clock()));
        Thing thing = OpenMeteoThings.thing(place, answer, tomorrow);
        List<Reading> readings = OpenMeteoThings.readings(place, answer, tomorrow);
        sink.things(List.of(thing));
        readings.forEach(sink::reading);
        sink.nothingNewBefore(OpenMeteoThings.next(answer));
    }

    private Place place() throws ConnectorException, InterruptedException {
        Config config = context.config();
        Optional<String> city = config.textIfAny(OpenMeteoConnector.CITY);
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
        Place place = new OpenMeteoApi(context.http(), context.clock())
                .find(city)
                .orElseThrow(() -> new ConnectorException(new Failure.Misconfigured(List.of(new Problem(
                        OpenMeteoConnector.CITY,
                        "is not known to Open-Meteo: check its spelling, leave its country out or write it as in "
                                + "Berlin,DE, or give latitude and longitude")))));
        memory.put("city", city);
        memory.put("latitude", place.latitude());
        memory.put("longitude", place.longitude());
        memory.put("name", place.name().orElse(city));
        return place;
    }
}
