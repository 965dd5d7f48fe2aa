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

/// https://open-meteo.com: current weather, daily forecast and geocoding, all on one host, with the
/// vendor's documented habits: one place is an object and several are an array whose elements number
/// themselves from the second on; coordinates are those of the grid; values that are not there are `null`;
/// every error is `{"error":true,"reason":…}`; weighted calls are counted in windows of a minute, an hour
/// and a day; a key is redirected to the host for paying customers.
public final class OpenMeteoSimulator extends Simulator {
    public static final String FORECAST = "/v1/forecast";
    public static final String SEARCH = "/v1/search";

    private static final int MOST_CITIES = 100;

    private final OpenMeteoQuota quota = new OpenMeteoQuota();
    private final InstantSource clock;
    private final long update;

    /// Without a quota.
    ///
    /// @param port 0 for a free one
    /// @param update how often there is new weather; at the vendor every 15 minutes
    public OpenMeteoSimulator(int port, InstantSource clock, Duration update) {
        super(port);
        this.clock = clock;
        this.update = update.toSeconds();
        faults().answer(Fault.UNAUTHORIZED, error(401, "The supplied API key is invalid."));
        faults().answer(Fault.FORBIDDEN, error(403, "Your address has been blocked."));
        faults().answer(
                        Fault.THROTTLED,
                        error(429, "Minutely API request limit exceeded. Please try again in one minute."));
        faults().answer(Fault.DOWN, error(503, "The service is overloaded"));
        get(FORECAST, this::forecast);
        get(SEARCH, this::search);
        otherwise(_ -> error(404, "Not Found"));
    }

    /// What the service's address may use; the vendor's free limits are 600, 5,000 and 10,000.
    public void quota(int perMinute, int perHour, int perDay) {
        quota.limit(perMinute, perHour, perDay);
    }

    /// An error as the vendor writes it.
    public static Response error(int status, String reason) {
        return Response.json(status, "{\"error\":true,\"reason\":\"" + reason.replace("\"", "\\\"") + "\"}");
    }

    private Response forecast(Request request) {
        return counted(request, now -> {
            OpenMeteoQuery query = OpenMeteoQuery.of(request);
            // on top of the one that every request counts
            quota.use(query.weight() - 1, now);
            long modelled = Math.floorDiv(now.getEpochSecond(), update) * update;
            return Response.json(new OpenMeteoJson(query, modelled, update).forecast());
        });
    }

    private Response search(Request request) {
        return counted(request, _ -> {
            String count = request.query("count").orElse("10");
            if (!count.matches("\\d{1,3}") || Integer.parseInt(count) < 1 || Integer.parseInt(count) > MOST_CITIES) {
                throw new OpenMeteoQuery.Refused("Parameter count must be between 1 and 100.");
            }
            String name = request.query("name").orElse("");
            String country = request.query("countryCode").map(c -> "," + c).orElse("");
            List<City> found = name.length() < 2 ? List.of() : Atlas.find(name.replace(",", " ") + country);
            return Response.json(OpenMeteoJson.cities(
                    found.stream().limit(Integer.parseInt(count)).toList()));
        });
    }

    private interface Answer {
        Response at(Instant now);
    }

    private Response counted(Request request, Answer answer) {
        if (request.query("apikey").isPresent()) {
            return Response.empty(302).header("Location", "https://customer-api.open-meteo.com" + request.path());
        }
        Instant now = clock.instant();
        Optional<String> refusal = quota.refusal(now);
        quota.use(1, now);
        if (refusal.isPresent()) {
            return error(429, refusal.get());
        }
        try {
            return answer.at(now);
        } catch (OpenMeteoQuery.Refused e) {
            return error(400, e.reason());
        }
    }
}
