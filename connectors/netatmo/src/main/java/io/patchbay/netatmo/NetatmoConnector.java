package io.patchbay.netatmo;

import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Label;
import io.patchbay.connector.description.Limit;
import io.patchbay.connector.description.Pace;
import io.patchbay.thing.PropertyType;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A customer's weather stations, home coaches and heating, from https://dev.netatmo.com.
public final class NetatmoConnector implements Connector {
    static final String CLIENT_ID = "client_id";
    static final String CLIENT_SECRET = "client_secret";
    private static final String ORIGIN_CALLBACK_URI = "origin_callback_uri";
    private static final String CALLS_PER_HOUR = "calls_per_hour";

    /// A house with a thermometer's dot.
    private static final String LOGO = "data:image/svg+xml,"
            + "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2048%2048'%3E"
            + "%3Cpath%20d='M24,6L42,22V42H6V22z'%20fill='%232e5a88'/%3E"
            + "%3Ccircle%20cx='24'%20cy='29'%20r='7'%20fill='%23fff'/%3E%3C/svg%3E";

    private static final Form INSTANCE = Form.of(
            Field.text(
                    CLIENT_ID,
                    "Client id",
                    "Of your app at https://dev.netatmo.com/apps; enter this service's callback as its redirect URI.",
                    "5f0000000000000000000001"),
            Field.secret(CLIENT_SECRET, "Client secret", "Of the same app.", "sEcReT0fTheApp0123456789"),
            new Field.Url(
                    new Label(
                            ORIGIN_CALLBACK_URI,
                            "Where the browser goes after consent",
                            "A page of your app; it gets client_id and result as query parameters.",
                            true),
                    Set.of("http", "https"),
                    false,
                    "http://localhost:9999/callback"),
            Field.count(
                    CALLS_PER_HOUR,
                    "Calls per hour",
                    "What Netatmo allows your app over all its users: 2000, and more as it grows.",
                    100,
                    10_000_000,
                    2000));

    /// Refusals that a new access token may heal: missing, invalid, expired. Netatmo says 403 where others
    /// say 401, and so it does for much else.
    private static final Authorization.Rejected REJECTED =
            new Authorization.Rejected(Set.of(401, 403), Optional.of(Pattern.compile("\"code\"\\s*:\\s*[123]\\b")));

    private static final Description DESCRIPTION = new Description(
            2,
            "netatmo",
            "Netatmo",
            "Weather stations, home coaches and heating of customers who consent; rooms can be set to a temperature. "
                    + "Needs an app of your own, which you register at dev.netatmo.com.",
            LOGO,
            URI.create("https://api.netatmo.com"),
            INSTANCE,
            Form.empty(),
            new Authorization.OAuth2Code(
                    "/oauth2/authorize",
                    "/oauth2/token",
                    Optional.empty(),
                    List.of("read_station", "read_homecoach", "read_thermostat", "write_thermostat"),
                    false,
                    new Authorization.OAuth2Client(
                            CLIENT_ID, Optional.of(CLIENT_SECRET), Optional.of(ORIGIN_CALLBACK_URI), false),
                    REJECTED),
            // stations upload every ten minutes
            new Pace(Duration.ofMinutes(10)),
            // an app's "twice its users per 10 s" has no fixed number; customers that are spread over the
            // interval stay far below it, so the hourly limit stands for both
            List.of(
                    new Limit(Limit.Scope.CLIENT, 50, Duration.ofSeconds(10), Optional.empty()),
                    new Limit(Limit.Scope.CLIENT, 500, Duration.ofHours(1), Optional.empty()),
                    new Limit(Limit.Scope.INSTANCE, 2000, Duration.ofHours(1), Optional.of(CALLS_PER_HOUR))),
            makes(),
            Set.of(Steering.SET_TARGET_TEMPERATURE, Steering.SET_MODE));

    private static Set<PropertyType> makes() {
        EnumSet<PropertyType> all = EnumSet.copyOf(NetatmoWeatherThings.MAKES);
        all.addAll(NetatmoEnergyThings.MAKES);
        return all;
    }

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public void check(InstanceContext context) throws ConnectorException, InterruptedException {
        new NetatmoApi(context).tryCredentials(context.instance());
    }

    @Override
    public Client open(ClientContext context) {
        return new NetatmoClient(context);
    }
}
