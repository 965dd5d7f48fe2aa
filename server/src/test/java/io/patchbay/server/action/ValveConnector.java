package io.patchbay.server.action;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Acts;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Pace;
import io.patchbay.thing.Action;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Parameter;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Thing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A technology without a vendor: each client has one valve, which does what a test says.
public final class ValveConnector implements Connector {
    public static final String TYPE = "test-valve";

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();
    private static final List<ActionRequest> ASKED = new CopyOnWriteArrayList<>();
    private static final Map<String, AtomicInteger> POLLS = new ConcurrentHashMap<>();
    private static final Map<String, Supplier<Failure>> FAILURES = new ConcurrentHashMap<>();

    private static final Description DESCRIPTION = new Description(
            90_001,
            TYPE,
            "Valves of tests",
            "Valves that do what a test says. They need no credentials.",
            "",
            URI.create("https://valves.invalid"),
            Form.of(),
            Form.of(Field.text("valve", "Valve", "Its name.", "valve-1")),
            new Authorization.None(),
            new Pace(Duration.ofMinutes(5)),
            List.of(),
            Set.of(PropertyType.TARGET_TEMPERATURE),
            Set.of("setPoint"));

    @FunctionalInterface
    interface Script {
        ActionOutcome act(ActionRequest request) throws ConnectorException, InterruptedException;
    }

    static void script(String valve, Script script) {
        SCRIPTS.put(valve, script);
    }

    /// What the valve was asked.
    static List<ActionRequest> asked(String valve) {
        return ASKED.stream().filter(a -> a.thingId().equals(valve)).toList();
    }

    public static int polls(String valve) {
        return POLLS.getOrDefault(valve, new AtomicInteger()).get();
    }

    /// From now on each poll of the valve fails.
    public static void breaks(String valve, Supplier<Failure> why) {
        FAILURES.put(valve, why);
    }

    public static void recovers(String valve) {
        FAILURES.remove(valve);
    }

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public void check(InstanceContext context) {}

    @Override
    public Client open(ClientContext context) {
        return new Valve(context.config().text("valve"));
    }

    private record Valve(String id) implements Polled, Acts {
        @Override
        public void poll(Sink sink) throws ConnectorException {
            POLLS.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
            Supplier<Failure> failure = FAILURES.get(id);
            if (failure != null) {
                throw new ConnectorException(failure.get());
            }
            Action setPoint = new Action(
                    "setPoint",
                    "Set point",
                    List.of(
                            Parameter.number("temperature", 7, 30),
                            Parameter.choice("mode", "manual", "away").optional()));
            Property target = new Property("target", "Target", PropertyType.TARGET_TEMPERATURE);
            Component heating =
                    new Component("heating", "Heating", "THERMOSTAT", Set.of(), List.of(target), List.of(setPoint));
            sink.things(List.of(new Thing(
                    id,
                    "Valve",
                    "ACME",
                    "THERMOSTAT",
                    "heating",
                    Availability.UNAVAILABLE,
                    List.of(),
                    List.of(heating))));
        }

        @Override
        public ActionOutcome act(ActionRequest request) throws ConnectorException, InterruptedException {
            ASKED.add(request);
            return SCRIPTS.getOrDefault(id, _ -> new ActionOutcome.Accepted()).act(request);
        }
    }
}
