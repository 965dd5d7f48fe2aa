package io.patchbay.server.link;

import io.patchbay.connector.Call;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Label;
import io.patchbay.connector.description.Pace;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the two connectors of these tests have in common: one thing per customer.
final class Consenting {
    static final Authorization.OAuth2Client OAUTH_CLIENT = new Authorization.OAuth2Client(
            "client_id", Optional.of("client_secret"), Optional.of("origin_callback_uri"), false);

    private static final Form INSTANCE = Form.of(
            Field.text("client_id", "Client id", "Of your app.", LinkVendor.APP),
            Field.secret("client_secret", "Client secret", "Of your app.", LinkVendor.SECRET),
            new Field.Url(
                    new Label("origin_callback_uri", "Back", "A page of your app.", false),
                    Set.of("http", "https"),
                    false,
                    "http://localhost:9999/back"));

    private Consenting() {}

    static Description description(int id, String type, LinkVendor vendor, Authorization authorization) {
        return new Description(
                id,
                type,
                "Vendor of " + type,
                "For tests.",
                "data:,",
                vendor.url(),
                INSTANCE,
                Form.empty(),
                authorization,
                new Pace(Duration.ofMillis(500)),
                List.of(),
                Set.of(PropertyType.TEMPERATURE),
                Set.of());
    }

    static Client client(ClientContext context) {
        return (Polled) sink -> {
            Reply reply = context.http().send(Call.get("/me"));
            switch (reply.status()) {
                case 200 -> {}
                case 401 -> throw new ConnectorException(new Failure.Unauthorized("the token is refused"));
                default -> throw new ConnectorException(new Failure.Unavailable("HTTP " + reply.status()));
            }
            Property temperature = new Property("temperature", "Temperature", PropertyType.TEMPERATURE);
            Component main = new Component("main", "Main", "STATION", Set.of(), List.of(temperature), List.of());
            sink.things(List.of(new Thing(
                    "station", "Station", "", "STATION", "main", Availability.AVAILABLE, List.of(), List.of(main))));
            sink.reading(new Reading(
                    "station",
                    "main",
                    "temperature",
                    Value.of(20.5),
                    context.clock().instant()));
        };
    }
}
