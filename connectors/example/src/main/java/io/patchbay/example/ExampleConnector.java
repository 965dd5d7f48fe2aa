package io.patchbay.example;

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

/// Example Weather: the stations of a site.
public final class ExampleConnector implements Connector {
    static final String API_KEY = "api_key";
    static final String CALLS_PER_MINUTE = "calls_per_minute";
    static final String SITE = "site";

    private static final Description DESCRIPTION = new Description(
            99,
            "example",
            "Example Weather",
            "The weather stations of a site, for those who write a connector. Its vendor is a simulator.",
            "",
            URI.create("https://api.weather.example"),
            Form.of(
                    Field.secret(API_KEY, "API key", "From your account at Example Weather.", "0123456789abcdef"),
                    Field.count(CALLS_PER_MINUTE, "Calls per minute", "What your plan allows.", 1, 6000, 60)),
            Form.of(Field.text(SITE, "Site", "The code on the gateway.", "meadow")),
            new Authorization.Key(API_KEY),
            new Pace(Duration.ofMinutes(1)),
            List.of(new Limit(Limit.Scope.INSTANCE, 60, Duration.ofMinutes(1), Optional.of(CALLS_PER_MINUTE))),
            ExampleThings.MAKES,
            Set.of(ExampleThings.SWITCH));

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public void check(InstanceContext context) throws ConnectorException, InterruptedException {
        new ExampleApi(context).tryKey();
    }

    @Override
    public Client open(ClientContext context) {
        return new ExampleClient(context);
    }
}
