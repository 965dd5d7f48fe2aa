package io.patchbay.server.run;

import io.patchbay.connector.Call;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Reply;
import io.patchbay.connector.Sink;
import io.patchbay.connector.Subscribed;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Pace;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A connector that asks `/now` for a number, sorts its vendor's failures as a good connector does, and watches how it
/// is called. Tests replace what a call does.
final class Probe implements Connector {
    interface Calling {
        void call(ClientContext context, Sink sink) throws ConnectorException, InterruptedException;
    }

    static final String SECRET = "s3cret-key";

    private static final Form FORM = Form.of(Field.secret("key", "Key", "For tests.", "abc"));

    private final URI vendor;
    private final boolean subscribed;
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicBoolean wrong = new AtomicBoolean();
    volatile Calling calling = Probe::ask;

    Probe(URI vendor, boolean subscribed) {
        this.vendor = vendor;
        this.subscribed = subscribed;
    }

    Technology every(Duration interval) {
        return new Technology(this, description(), vendor, interval, true);
    }

    static Config configuration() {
        return ((Checked.Valid) FORM.check(Map.of("key", SECRET))).config();
    }

    @Override
    public Description description() {
        return new Description(
                1,
                "probe",
                "Probe",
                "For tests.",
                "",
                vendor,
                FORM,
                FORM,
                new Authorization.None(),
                new Pace(Duration.ofMinutes(1)),
                List.of(),
                Set.of(PropertyType.TEMPERATURE),
                Set.of());
    }

    @Override
    public void check(InstanceContext context) {}

    @Override
    public Client open(ClientContext context) {
        opened.incrementAndGet();
        Watched watched = new Watched(context);
        return subscribed ? new Listener(watched) : new Poller(watched);
    }

    /// One open client: notes calls that overlap, come after its close, or a second close (C3, C14).
    private final class Watched {
        private final ClientContext context;
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();

        Watched(ClientContext context) {
            this.context = context;
        }

        void call(Sink sink) throws ConnectorException, InterruptedException {
            if (inside.incrementAndGet() != 1 || ended.get()) {
                wrong.set(true);
            }
            calls.incrementAndGet();
            try {
                calling.call(context, sink);
            } finally {
                inside.decrementAndGet();
            }
        }

        void close() {
            if (inside.get() != 0 || ended.getAndSet(true)) {
                wrong.set(true);
            }
            closed.incrementAndGet();
        }
    }

    private record Poller(Watched watched) implements Polled {
        @Override
        public void poll(Sink sink) throws ConnectorException, InterruptedException {
            watched.call(sink);
        }

        @Override
        public void close() {
            watched.close();
        }
    }

    private record Listener(Watched watched) implements Subscribed {
        @Override
        public void run(Sink sink) throws ConnectorException, InterruptedException {
            watched.call(sink);
        }

        @Override
        public void close() {
            watched.close();
        }
    }

    static void ask(ClientContext context, Sink sink) throws ConnectorException, InterruptedException {
        Reply reply = context.http().send(Call.get("/now"));
        Optional<Failure> failure = failure(reply);
        if (failure.isPresent()) {
            throw new ConnectorException(failure.get());
        }
        report(sink, reply.text());
    }

    static void report(Sink sink, String value) {
        sink.things(List.of(thing()));
        sink.reading(reading(value));
    }

    static Reading reading(String value) {
        return new Reading("probe", "main", "temperature", Value.of(value), Instant.EPOCH);
    }

    private static Thing thing() {
        Property property = new Property("temperature", "Temperature", PropertyType.TEMPERATURE);
        Component main = new Component("main", "Main", "PROBE", Set.of(), List.of(property), List.of());
        return new Thing("probe", "Probe", "", "PROBE", "main", Availability.AVAILABLE, List.of(), List.of(main));
    }

    private static Optional<Failure> failure(Reply reply) {
        boolean page = reply.header("content-type").orElse("").startsWith("text/html");
        return switch (reply.status()) {
            case 200 ->
                page
                        ? Optional.of(new Failure.Puzzled("the vendor sent a web page instead of data", ""))
                        : Optional.empty();
            case 400 -> Optional.of(new Failure.Misconfigured(List.of(new Problem("key", "is not accepted"))));
            case 401 -> Optional.of(new Failure.Unauthorized("the customer has withdrawn the consent"));
            case 429 ->
                Optional.of(new Failure.Throttled(
                        "the vendor wants fewer calls",
                        reply.header("retry-after").map(Long::parseLong).map(Duration::ofSeconds)));
            default -> Optional.of(new Failure.Unavailable("the vendor answered " + reply.status()));
        };
    }
}
