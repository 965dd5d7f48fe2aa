package io.patchbay.tck;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Acts;
import io.patchbay.connector.Client;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Delivery;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Received;
import io.patchbay.connector.Subscribed;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.Thing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One client of a connector at a simulated vendor, called as the service calls it: every call on a virtual thread
/// of its own, none beside another. Also of use to a connector's own tests.
///
/// ```
/// try (Trial trial = Trial.of(new MyConnector(), vendor, instance, client)) {
///     assertThat(trial.round().value("station-1", "temperature")).contains("7");
/// }
/// ```
public final class Trial implements AutoCloseable {
    /// Where the clock stands when a trial begins, unless it is set.
    public static final Instant START = Instant.parse("2031-03-04T05:06:07Z");

    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final Connector connector;
    private final TestContext context;
    private final Watch watch = new Watch();
    private final Map<String, Thing> known = new HashMap<>();
    private final List<String> secrets = new ArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private @Nullable Client client;
    private Received.@Nullable Follow followed;

    private Trial(
            Connector connector, Simulator vendor, Map<String, ?> instance, Map<String, ?> client, TestMemory memory) {
        Description description = connector.description();
        this.connector = connector;
        secrets.addAll(secretsOf(description.instance(), instance));
        secrets.addAll(secretsOf(description.client(), client));
        this.context = new TestContext(
                TestContext.accepted(description.instance(), instance),
                TestContext.accepted(description.client(), client),
                new TestHttp(vendor.url(), secrets, watch, TestGrant.of(description, vendor, instance, secrets)),
                new HandClock(START),
                memory,
                watch);
    }

    public static Trial of(Connector connector, Simulator vendor, Map<String, ?> instance, Map<String, ?> client) {
        return new Trial(connector, vendor, instance, client, new TestMemory());
    }

    /// With what a former client remembered.
    static Trial after(Trial former, Simulator vendor, Map<String, ?> instance, Map<String, ?> client) {
        return new Trial(former.connector, vendor, instance, client, former.context.remembered());
    }

    private static List<String> secretsOf(Form form, Map<String, ?> values) {
        return form.fields().stream()
                .filter(Field.Secret.class::isInstance)
                .filter(field -> values.containsKey(field.key()))
                .map(field -> String.valueOf(values.get(field.key())))
                .toList();
    }

    public TestContext context() {
        return context;
    }

    public HandClock clock() {
        return context.clock();
    }

    /// The secrets of its configurations.
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    /// What the client broke of some rules.
    List<Watch.Broken> broken(Collection<String> rules) {
        return watch.broken().stream().filter(b -> rules.contains(b.rule())).toList();
    }

    /// Everything that came out of the client so far: reported, thrown, logged and remembered.
    List<String> said() {
        List<String> all = new ArrayList<>(said);
        all.addAll(context.log().lines());
        all.addAll(context.remembered().all().values());
        return all;
    }

    /// Tries the instance's configuration at the vendor; what it threw, if it did.
    public Optional<Throwable> check() {
        return outcome(() -> {
                    connector.check(context.ofInstance());
                    return true;
                })
                .thrown();
    }

    /// The client, opened when first asked for.
    public Client client() {
        if (client == null) {
            watch.enter(true);
            try {
                client = connector.open(context);
            } finally {
                watch.leave();
            }
        }
        return client;
    }

    /// One poll, or a subscription until it has reported the present state.
    public Round round() {
        boolean subscribed = client() instanceof Subscribed;
        RecordingSink sink = new RecordingSink(watch, known);
        Running<Boolean> running = begin(sink);
        if (subscribed) {
            sink.awaitCurrent(LONGEST_CALL);
            running.interrupt();
        }
        Optional<Throwable> thrown = running.await(LONGEST_CALL).thrown();
        // an interrupt is a subscription's regular end
        Round round = sink.end(thrown.filter(e -> !subscribed || !(e instanceof InterruptedException)));
        said.add(round.toString());
        return round;
    }

    /// Starts a round and returns at once.
    Running<Boolean> begin() {
        return begin(new RecordingSink(watch, known));
    }

    private Running<Boolean> begin(RecordingSink sink) {
        return switch (client()) {
            case Polled polled ->
                start(() -> {
                    polled.poll(sink);
                    return true;
                });
            case Received received ->
                start(() -> {
                    received.poll(sink);
                    return true;
                });
            case Subscribed subscribed ->
                start(() -> {
                    try {
                        subscribed.run(sink);
                    } finally {
                        sink.callEnds();
                    }
                    return true;
                });
        };
    }

    /// Asks the client to act.
    ///
    /// @return what came of it, or what it threw
    public Outcome<ActionOutcome> act(ActionRequest request) {
        if (!(client() instanceof Acts acts)) {
            throw new AssertionError("C11 the client cannot act");
        }
        return outcome(() -> acts.act(request));
    }

    /// Whether the client takes a delivery for the vendor's.
    public boolean isGenuine(Delivery delivery) {
        Received received = received();
        return outcome(() -> received.isGenuine(delivery)).returned().orElse(false);
    }

    /// What the client wanted to follow the last delivery; empty if it threw.
    public Optional<Received.Follow> followed() {
        return Optional.ofNullable(followed);
    }

    /// Hands the client what the vendor sent.
    public Round receive(Delivery delivery) {
        RecordingSink sink = new RecordingSink(watch, known);
        Received received = received();
        Outcome<Received.Follow> outcome = outcome(() -> received.receive(delivery, sink));
        followed = outcome.returned().orElse(null);
        Round round = sink.end(outcome.thrown());
        said.add(round.toString());
        return round;
    }

    /// Lets the client ask the vendor for deliveries; what it threw, if it did.
    public Optional<Throwable> register(URI address) {
        Received received = received();
        return outcome(() -> {
                    received.register(address);
                    return true;
                })
                .thrown();
    }

    /// Lets the client end what [#register] began; what it threw, if it did.
    public Optional<Throwable> unregister() {
        Received received = received();
        return outcome(() -> {
                    received.unregister();
                    return true;
                })
                .thrown();
    }

    private Received received() {
        if (client() instanceof Received received) {
            return received;
        }
        throw new AssertionError("the client takes no deliveries");
    }

    @Override
    public void close() {
        closeWithin(LONGEST_CALL);
    }

    /// Closes the client if it is open; what that threw, if it did.
    Optional<Throwable> closeWithin(Duration most) {
        Client closing = client;
        client = null;
        Optional<Throwable> thrown = Optional.empty();
        if (closing != null) {
            thrown = start(() -> {
                        closing.close();
                        return true;
                    })
                    .await(most)
                    .thrown();
        }
        watch.close();
        return thrown;
    }

    private <T> Outcome<T> outcome(Callable<T> call) {
        Outcome<T> outcome = start(call).await(LONGEST_CALL);
        outcome.returned().ifPresent(returned -> said.add(String.valueOf(returned)));
        return outcome;
    }

    private <T> Running<T> start(Callable<T> call) {
        return Running.start(() -> {
            watch.enter(false);
            try {
                return call.call();
            } catch (Exception e) {
                said.add(CapturedLog.trace(e));
                if (e instanceof ConnectorException known) {
                    said.add(known.failure().toString());
                }
                throw e;
            } finally {
                watch.leave();
            }
        });
    }
}
