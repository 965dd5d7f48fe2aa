package io.patchbay.simulators;

import io.patchbay.simulators.Atlas.City;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// https://openweathermap.org: current weather, forecast, air pollution and geocoding of any place, with the
/// vendor's documented habits: one 401 for a wrong key and for one that is not active yet, another for a
/// product that is not subscribed; 429 beyond the plan's calls; kelvin unless asked otherwise; `cod` as a
/// number here and a string there;
/// `rain`, `snow`, `wind.gust`, `visibility` and `grnd_level` only where there are any.
public final class OpenWeatherMapSimulator extends Simulator {
    /// A key that works.
    public static final String APP_KEY = "0123456789abcdef0123456789abcdef";

    public static final String WEATHER = "/data/2.5/weather";
    public static final String FORECAST = "/data/2.5/forecast";
    public static final String AIR_POLLUTION = "/data/2.5/air_pollution";
    public static final String GEOCODING = "/geo/1.0/direct";

    private static final int MOST_STEPS = 40;
    private static final int MOST_CITIES = 5;

    private interface Answer {
        String at(double latitude, double longitude);
    }

    private final AppKeys keys = new AppKeys();
    private final CallsPerMinute limit = new CallsPerMinute();
    private final InstantSource clock;
    private final long update;
    private volatile String down = "";

    /// With [#APP_KEY] as its only key and a plan without a limit.
    ///
    /// @param port 0 for a free one
    /// @param update how often the models are calculated anew; the vendor does it every ten minutes
    public OpenWeatherMapSimulator(int port, InstantSource clock, Duration update) {
        super(port);
        this.clock = clock;
        this.update = update.toSeconds();
        keys.put(APP_KEY, Instant.MIN, Set.of());
        faults().answer(Fault.UNAUTHORIZED, Response.json(401, AppKeys.refused()));
        faults().answer(Fault.THROTTLED, Response.json(429, CallsPerMinute.BODY));
        get(WEATHER, r -> place(r, (lat, lon) -> new WeatherJson(lat, lon, units(r)).current(modelled())));
        get(FORECAST, r -> place(r, (lat, lon) -> new WeatherJson(lat, lon, units(r)).forecast(modelled(), steps(r))));
        get(AIR_POLLUTION, r -> place(r, (lat, lon) -> new WeatherJson(lat, lon, units(r)).airPollution(modelled())));
        get(GEOCODING, this::geocoding);
        otherwise(_ -> Response.json(404, "{\"cod\":\"404\",\"message\":\"Internal error\"}"));
    }

    /// Adds a key.
    ///
    /// @param activeFrom when it starts to work
    /// @param lacks paths of products that its subscription does not include
    public void key(String key, Instant activeFrom, String... lacks) {
        keys.put(key, activeFrom, Set.of(lacks));
    }

    /// The plan's limit; 60 is the free one.
    public void callsPerMinute(int most) {
        limit.most(most);
    }

    /// A part of the vendor that is down from now on, with the page that its gateway shows then.
    ///
    /// @param path such as [#AIR_POLLUTION]
    public void down(String path) {
        down = path;
    }

    private Response place(Request request, Answer answer) {
        if (request.path().equals(down)) {
            return Response.of(
                    502,
                    "text/html",
                    "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>");
        }
        Optional<Response> refusal = refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> query = request.query("q");
        if (query.isPresent()) {
            List<City> found = Atlas.find(query.get());
            return found.isEmpty()
                    ? Response.json(404, "{\"cod\":\"404\",\"message\":\"city not found\"}")
                    : Response.json(answer.at(
                            found.getFirst().latitude(), found.getFirst().longitude()));
        }
        if (request.query("lat").isEmpty() && request.query("lon").isEmpty()) {
            return Response.json(400, "{\"cod\":\"400\",\"message\":\"Nothing to geocode\"}");
        }
        double latitude = degrees(request, "lat");
        double longitude = degrees(request, "lon");
        if (!(Math.abs(latitude) <= 90)) {
            return Response.json(400, "{\"cod\":\"400\",\"message\":\"wrong latitude\"}");
        }
        if (!(Math.abs(longitude) <= 180)) {
            return Response.json(400, "{\"cod\":\"400\",\"message\":\"wrong longitude\"}");
        }
        return Response.json(answer.at(latitude, longitude));
    }

    private Response geocoding(Request request) {
        Optional<Response> refusal = refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String query = request.query("q").orElse("");
        if (query.isBlank()) {
            return Response.json(400, "{\"cod\":\"400\",\"message\":\"Nothing to geocode\"}");
        }
        int most = whole(request, "limit", MOST_CITIES);
        return Response.json(
                WeatherJson.cities(Atlas.find(query).stream().limit(most).toList()));
    }

    private Optional<Response> refusal(Request request) {
        Instant now = clock.instant();
        Optional<String> refused = keys.refusal(request.query("appid").orElse(""), request.path(), now);
        if (refused.isPresent()) {
            return Optional.of(Response.json(401, refused.get()));
        }
        return limit.exceeded(now) ? Optional.of(Response.json(429, CallsPerMinute.BODY)) : Optional.empty();
    }

    /// When the models were calculated last.
    private long modelled() {
        return Math.floorDiv(clock.instant().getEpochSecond(), update) * update;
    }

    private static Units units(Request request) {
        return Units.of(request.query("units").orElse(""));
    }

    private static int steps(Request request) {
        return whole(request, "cnt", MOST_STEPS);
    }

    /// From 1 to most; what is missing or nonsense is the most.
    private static int whole(Request request, String name, int most) {
        try {
            return Math.clamp(Long.parseLong(request.query(name).orElse("" + most)), 1, most);
        } catch (NumberFormatException e) {
            return most;
        }
    }

    private static double degrees(Request request, String name) {
        try {
            return Double.parseDouble(request.query(name).orElse("missing"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
