package io.patchbay.openmeteo;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Problem;
import io.patchbay.http.Json;
import io.patchbay.http.JsonHttp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The vendor's calls and how it says no.
final class OpenMeteoApi {
    static final String FORECAST = "/v1/forecast";
    private static final String SEARCH = "https://geocoding-api.open-meteo.com/v1/search";

    /// The counters of an hour and of a day are cleared at some time in their successor's first minute.
    private static final Duration CLEARING = Duration.ofMinutes(1);

    private static final Duration ANOTHER_CALL = Duration.ofSeconds(5);
    private static final Pattern WITH_COUNTRY = Pattern.compile("(.+?)\\s*,\\s*([A-Za-z]{2})");

    private final JsonHttp http;

    OpenMeteoApi(VendorHttp http, InstantSource clock) {
        this.http = JsonHttp.over(http, clock)
                .on(400, OpenMeteoApi::refused)
                // only a blocked address or the vendor's host for paying customers answers so
                .on(401, OpenMeteoApi::refused)
                .on(403, OpenMeteoApi::refused)
                .on(429, reply -> throttled(reply, clock));
    }

    Json send(Call call) throws ConnectorException, InterruptedException {
        return http.send(call);
    }

    /// Where a city is.
    ///
    /// @param city `Berlin` or `Berlin,DE`
    Optional<Place> find(String city) throws ConnectorException, InterruptedException {
        Matcher parts = WITH_COUNTRY.matcher(city.strip());
        boolean withCountry = parts.matches();
        Call call = Call.get(SEARCH)
                .query("name", withCountry ? parts.group(1) : city.strip())
                .query("count", 1)
                .query("language", "en")
                .query("format", "json");
        if (withCountry) {
            call = call.query("countryCode", parts.group(2).toUpperCase(Locale.ROOT));
        }
        // the vendor leaves the list out where it has found nothing
        List<Json> found = http.send(call.forAll()).get("results").itemsIfAny();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Json first = found.getFirst();
        return Optional.of(Place.of(
                BigDecimal.valueOf(first.get("latitude").number()),
                BigDecimal.valueOf(first.get("longitude").number()),
                first.get("name")
                        .textIfAny()
                        .filter(name -> !name.isBlank() && name.length() <= 200)
                        .or(() -> Optional.of(city))));
    }

    private static Failure refused(Reply reply) {
        return new Failure.Misconfigured(List.of(new Problem("", "Open-Meteo refuses the request: " + reason(reply))));
    }

    /// The vendor sends no `Retry-After`; its reason names the window that is used up.
    private static Failure throttled(Reply reply, InstantSource clock) {
        String reason = reason(reply);
        Optional<Duration> wait = JsonHttp.retryAfter(reply, clock).or(() -> wait(reason, clock.instant()));
        return new Failure.Throttled("Open-Meteo wants fewer calls from this service: " + reason, wait);
    }

    private static Optional<Duration> wait(String reason, Instant now) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("minutely")) {
            return Optional.of(Duration.ofMinutes(1));
        }
        if (words.contains("hourly")) {
            return Optional.of(untilNext(ChronoUnit.HOURS, now).plus(CLEARING));
        }
        if (words.contains("daily")) {
            return Optional.of(untilNext(ChronoUnit.DAYS, now).plus(CLEARING));
        }
        return words.contains("concurrent") ? Optional.of(ANOTHER_CALL) : Optional.empty();
    }

    private static Duration untilNext(ChronoUnit unit, Instant now) {
        return Duration.between(now, now.truncatedTo(unit).plus(1, unit));
    }

    private static String reason(Reply reply) {
        try {
            Optional<Json> body = JsonHttp.parse(reply);
            Optional<String> reason =
                    body.isPresent() ? body.get().get("reason").textIfAny() : Optional.empty();
            return reason.filter(r -> !r.isBlank() && r.length() <= 300).orElse("status " + reply.status());
        } catch (ConnectorException e) {
            return "status " + reply.status();
        }
    }
}
