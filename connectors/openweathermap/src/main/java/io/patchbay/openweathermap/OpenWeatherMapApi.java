package io.patchbay.openweathermap;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Reply;
import io.patchbay.connector.Secret;
import io.patchbay.connector.description.Problem;
import io.patchbay.http.Json;
import io.patchbay.http.JsonHttp;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The vendor's calls. Answers are in metric units: °C, m/s, mm, hPa, m.
final class OpenWeatherMapApi {
    /// 24 hours and the step they end in, in steps of 3 hours.
    private static final int FORECAST_STEPS = 9;

    private final JsonHttp http;
    private final Secret key;

    OpenWeatherMapApi(InstanceContext context) {
        key = context.instance().secret(OpenWeatherMapConnector.APP_KEY);
        http = JsonHttp.over(context.http(), context.clock())
                .on(401, OpenWeatherMapApi::refused)
                .on(403, OpenWeatherMapApi::refused);
    }

    /// Where a city is.
    ///
    /// @param city `Berlin`, `Berlin,DE` or `Portland,OR,US`
    Optional<Place> find(String city) throws ConnectorException, InterruptedException {
        Call call = Call.get("/geo/1.0/direct")
                .query("q", city.strip().replaceAll("\\s*,\\s*", ","))
                .query("limit", 1);
        List<Json> found = http.send(keyed(call).forAll()).items();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Json first = found.getFirst();
        return Optional.of(Place.of(
                BigDecimal.valueOf(first.get("lat").number()),
                BigDecimal.valueOf(first.get("lon").number()),
                first.get("name")
                        .textIfAny()
                        .filter(name -> !name.isBlank() && name.length() <= 200)
                        .or(() -> Optional.of(city))));
    }

    Json weather(Place place) throws ConnectorException, InterruptedException {
        return http.send(at("/data/2.5/weather", place).query("units", "metric").forAll());
    }

    /// The same as [#weather], but never from another client's answer.
    void tryKey(Place place) throws ConnectorException, InterruptedException {
        http.send(at("/data/2.5/weather", place).query("units", "metric"));
    }

    Json forecast(Place place) throws ConnectorException, InterruptedException {
        return http.send(at("/data/2.5/forecast", place)
                .query("units", "metric")
                .query("cnt", FORECAST_STEPS)
                .forAll());
    }

    Json airPollution(Place place) throws ConnectorException, InterruptedException {
        return http.send(at("/data/2.5/air_pollution", place).forAll());
    }

    private Call at(String path, Place place) {
        return keyed(Call.get(path).query("lat", place.latitude()).query("lon", place.longitude()));
    }

    private Call keyed(Call call) {
        return call.secretQuery("appid", key);
    }

    /// The vendor says 401 for a wrong key, for one that is not active yet, and for a good one whose
    /// subscription lacks the product; only the message tells the last from the others.
    private static Failure refused(Reply reply) {
        String message = reply.text().toLowerCase(Locale.ROOT);
        String problem = message.contains("subscription")
                ? "is accepted by OpenWeatherMap, but its subscription does not include what was asked for: "
                        + "choose a plan at https://openweathermap.org/price"
                : "is refused by OpenWeatherMap: check it at https://home.openweathermap.org/api_keys; "
                        + "a new key starts to work up to two hours after it was made";
        return new Failure.Misconfigured(List.of(new Problem(OpenWeatherMapConnector.APP_KEY, problem)));
    }
}
