package io.patchbay.openmeteo;

import io.patchbay.connector.Call;
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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The weather of a place, from https://open-meteo.com, without a key.
public final class OpenMeteoConnector implements Connector {
    static final String CITY = "city";
    static final String FORECAST = "forecast";

    /// A cloud with a gust under it.
    private static final String LOGO = "data:image/svg+xml,"
            + "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2048%2048'%3E"
            + "%3Cpath%20d='M13,30a8,8,0,0,1,1-16a10,10,0,0,1,19-1a9,9,0,0,1,1,17z'%20fill='%23ff8800'/%3E"
            + "%3Cpath%20d='M8,36h26M14,42h22'%20stroke='%2348484a'%20stroke-width='3'/%3E%3C/svg%3E";

    private static final Form CLIENT = Form.of(
                    Field.location("Place", "Where the weather is wanted; rounded to two decimals."),
                    Field.text(
                            CITY,
                            "City",
                            "Instead of the place: a city, better with the two letters of its country as in Berlin,DE.",
                            "Berlin,DE"),
                    Field.flag(
                            FORECAST,
                            "Forecast",
                            "Also tomorrow's weather; such a place counts half as much more against the quota.",
                            false))
            .exactlyOne("location", CITY);

    private static final Description DESCRIPTION = new Description(
            3,
            "open-meteo",
            "Open-Meteo",
            "Current weather and tomorrow's forecast of any place on earth, without an account and free for "
                    + "non-commercial use. Its licence is CC BY 4.0: show \"Weather data by Open-Meteo.com\" beside it.",
            LOGO,
            URI.create("https://api.open-meteo.com"),
            Form.empty(),
            CLIENT,
            new Authorization.None(),
            // current weather is interpolated for each quarter of an hour
            new Pace(Duration.ofMinutes(15)),
            List.of(
                    service(600, Duration.ofMinutes(1)),
                    service(5_000, Duration.ofHours(1)),
                    service(10_000, Duration.ofDays(1))),
            OpenMeteoThings.MAKES,
            Set.of());

    private static Limit service(int calls, Duration per) {
        return new Limit(Limit.Scope.SERVICE, calls, per, Optional.empty());
    }

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    /// There is no configuration to be wrong; this tells whether the vendor can be reached from here.
    @Override
    public void check(InstanceContext context) throws ConnectorException, InterruptedException {
        Call anywhere = Call.get(OpenMeteoApi.FORECAST)
                .query("latitude", "52.52")
                .query("longitude", "13.41")
                .query("current", "temperature_2m");
        new OpenMeteoApi(context.http(), context.clock()).send(anywhere);
    }

    @Override
    public Client open(ClientContext context) {
        return new OpenMeteoClient(context);
    }
}
