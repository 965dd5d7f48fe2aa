package io.patchbay.openweathermap;

import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Limit;
import io.patchbay.connector.description.Pace;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The weather of a place, from https://openweathermap.org.
public final class OpenWeatherMapConnector implements Connector {
    static final String APP_KEY = "app_key";
    static final String CITY = "city";
    static final String FORECAST = "forecast";
    static final String AIR_POLLUTION = "air_pollution";
    private static final String CALLS_PER_MINUTE = "calls_per_minute";

    /// Any place would do.
    private static final Place BERLIN = Place.of(new BigDecimal("52.52"), new BigDecimal("13.41"), Optional.empty());

    /// A sun behind a cloud.
    private static final String LOGO = "data:image/svg+xml,"
            + "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2048%2048'%3E"
            + "%3Ccircle%20cx='20'%20cy='18'%20r='11'%20fill='%23eb6e4b'/%3E"
            + "%3Cpath%20d='M14,40a8,8,0,0,1,1-16a10,10,0,0,1,19-1a9,9,0,0,1,0,17z'%20fill='%2348484a'/%3E%3C/svg%3E";

    private static final Form INSTANCE = Form.of(
            Field.secret(
                    APP_KEY,
                    "AppKey",
                    "The API key from https://home.openweathermap.org/api_keys; it works up to two hours after it was "
                            + "made.",
                    "0123456789abcdef0123456789abcdef"),
            Field.count(
                    CALLS_PER_MINUTE,
                    "Calls per minute",
                    "What your plan allows over all your keys; the free plan allows 60.",
                    1,
                    100_000,
                    60));

    private static final Form CLIENT = Form.of(
                    Field.location("Place", "Where the weather is wanted; rounded to two decimals."),
                    Field.text(
                            CITY,
                            "City",
                            "Instead of the place: a city, better with its country as in Berlin,DE.",
                            "Berlin,DE"),
                    Field.flag(
                            FORECAST,
                            "Forecast",
                            "Also the weather in 3 and in 24 hours; one more call per poll.",
                            false),
                    Field.flag(
                            AIR_POLLUTION, "Air pollution", "Also the air's quality; one more call per poll.", false))
            .exactlyOne("location", CITY);

    private static final Description DESCRIPTION = new Description(
            1,
            "openweathermap",
            "OpenWeatherMap",
            "Current weather, forecast and air pollution of any place on earth. Needs an AppKey, which you get when you "
                    + "register at openweathermap.org.",
            LOGO,
            URI.create("https://api.openweathermap.org"),
            INSTANCE,
            CLIENT,
            new Authorization.Key(APP_KEY),
            // the vendor's models are calculated anew every ten minutes
            new Pace(Duration.ofMinutes(10)),
            List.of(new Limit(Limit.Scope.INSTANCE, 60, Duration.ofMinutes(1), Optional.of(CALLS_PER_MINUTE))),
            OpenWeatherMapThings.MAKES,
            Set.of());

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public void check(InstanceContext context) throws ConnectorException, InterruptedException {
        new OpenWeatherMapApi(context).tryKey(BERLIN);
    }

    @Override
    public Client open(ClientContext context) {
        return new OpenWeatherMapClient(context);
    }
}
