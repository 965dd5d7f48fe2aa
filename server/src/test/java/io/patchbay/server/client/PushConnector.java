package io.patchbay.server.client;

import io.patchbay.connector.Call;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Delivery;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Received;
import io.patchbay.connector.Reply;
import io.patchbay.connector.Sink;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Pace;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// A technology whose vendor delivers. A delivery is a number, `more` to be polled, or what is not understood.
public final class PushConnector implements Connector {
    static final String TYPE = "test-push";

    /// A delivery `wait` to a box waits for its latch.
    static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();

    /// Whether two calls that must not meet have met.
    static final AtomicBoolean MET = new AtomicBoolean();

    @Override
    public Description description() {
        return new Description(
                90_002,
                TYPE,
                "Boxes of tests",
                "Boxes that tell their number.",
                "",
                PushVendor.HERE.url(),
                Form.empty(),
                Form.of(Field.text("box", "Box", "Its name.", "box-1")),
                new Authorization.None(),
                new Pace(Duration.ofHours(1)),
                List.of(),
                Set.of(PropertyType.TEMPERATURE),
                Set.of());
    }

    @Override
    public void check(InstanceContext context) {}

    @Override
    public Client open(ClientContext context) {
        return new Box(context, context.config().text("box"), new AtomicBoolean());
    }

    private record Box(ClientContext context, String name, AtomicBoolean inside) implements Received {
        @Override
        public void poll(Sink sink) throws ConnectorException, InterruptedException {
            enter();
            try {
                Reply reply = context.http().send(Call.get("/number").query("box", name));
                Property property = new Property("temperature", "Temperature", PropertyType.TEMPERATURE);
                Component main = new Component("main", "Main", "BOX", Set.of(), List.of(property), List.of());
                sink.things(List.of(
                        new Thing(name, "Box", "", "BOX", "main", Availability.AVAILABLE, List.of(), List.of(main))));
                sink.reading(reading(reply.text()));
            } finally {
                inside.set(false);
            }
        }

        private void enter() {
            if (inside.getAndSet(true)) {
                MET.set(true);
            }
        }

        private Reading reading(String number) {
            return new Reading(
                    name,
                    "main",
                    "temperature",
                    Value.of(Long.parseLong(number)),
                    context.clock().instant());
        }

        @Override
        public void register(URI address) throws ConnectorException, InterruptedException {
            Reply reply = context.http()
                    .send(Call.of("POST", "/register").query("box", name).query("url", address));
            if (reply.status() != 200) {
                throw new ConnectorException(new Failure.Puzzled("the vendor refuses the address", ""));
            }
        }

        @Override
        public void unregister() throws ConnectorException, InterruptedException {
            context.http().send(Call.of("POST", "/drop").query("box", name));
        }

        @Override
        public boolean isGenuine(Delivery delivery) {
            return List.of(PushVendor.SIGNATURE).equals(delivery.headers().get("x-signature"));
        }

        @Override
        public Follow receive(Delivery delivery, Sink sink) throws ConnectorException, InterruptedException {
            enter();
            try {
                String text = new String(delivery.body(), StandardCharsets.UTF_8);
                if (text.equals("more")) {
                    return Follow.POLL;
                }
                if (text.startsWith("wait ")) {
                    LATCHES.getOrDefault(name, new CountDownLatch(0)).await();
                }
                String number = text.replace("wait ", "");
                if (!number.matches("\\d+")) {
                    throw new ConnectorException(new Failure.Puzzled("no number", ""));
                }
                sink.reading(reading(number));
                return Follow.NOTHING;
            } finally {
                inside.set(false);
            }
        }
    }
}
