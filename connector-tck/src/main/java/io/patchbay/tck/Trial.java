package io.patchbay.tck;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Acts;
import io.patchbay.connector.Client;
import io.patchbay.connector.Connector;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Received;
import io.patchbay.connector.Subscribed;
import io.patchbay.connector.description.Description;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private @Nullable Client client;

    private Trial(
            Connector connector, Simulator vendor, Map<String, ?> instance, Map<String, ?> client, TestMemory memory) {
        Description description = connector.description();
        this.connector = connector;
        this.context = new TestContext(
                TestContext.accepted(description.instance(), instance),
                TestContext.accepted(description.client(), client),
                vendor.url(),
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

    public TestContext context() {
        return context;
    }

    public HandClock clock() {
        return context.clock();
    }

    Watch watch() {
        return watch;
    }

    /// Tries the instance's configuration at the vendor; what it threw, if it did.
    public Optional<Throwable> check() {
        return outcome(() -> {
                    connector.check(context);
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
        RecordingSink sink = new RecordingSink(watch, known);
        Outcome<Boolean> outcome = switch (client()) {
            case Polled polled ->
                outcome(() -> {
                    polled.poll(sink);
                    return true;
                });
            case Received received ->
                outcome(() -> {
                    received.poll(sink);
                    return true;
                });
            case Subscribed subscribed -> untilCurrent(subscribed, sink);
        };
        return sink.end(outcome.thrown());
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

    @Override
    public void close() {
        if (client != null) {
            Client closing = client;
            client = null;
            outcome(() -> {
                closing.close();
                return true;
            });
        }
        watch.close();
    }

    /// What a call returned, or what it threw.
    public record Outcome<T>(Optional<T> returned, Optional<Throwable> thrown) {}

    /// A call that runs.
    record Running<T>(Thread thread, FutureTask<T> task) {
        Outcome<T> await(Duration most) {
            try {
                return new Outcome<>(Optional.of(task.get(most.toMillis(), TimeUnit.MILLISECONDS)), Optional.empty());
            } catch (ExecutionException e) {
                return new Outcome<>(Optional.empty(), Optional.ofNullable(e.getCause()));
            } catch (TimeoutException e) {
                thread.interrupt();
                return new Outcome<>(Optional.empty(), Optional.of(e));
            } catch (InterruptedException e) {
                thread.interrupt();
                throw new AssertionError("the test was interrupted", e);
            }
        }
    }

    /// Starts a round and returns at once.
    Running<Boolean> begin() {
        RecordingSink sink = new RecordingSink(watch, known);
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
                    subscribed.run(sink);
                    return true;
                });
        };
    }

    private Outcome<Boolean> untilCurrent(Subscribed subscribed, RecordingSink sink) {
        Running<Boolean> running = start(() -> {
            try {
                subscribed.run(sink);
                return true;
            } finally {
                sink.currentOrEnded.countDown();
            }
        });
        try {
            if (sink.currentOrEnded.await(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
                running.thread().interrupt();
            }
        } catch (InterruptedException e) {
            running.thread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
        Outcome<Boolean> outcome = running.await(Duration.ofSeconds(5));
        // an interrupt is a subscription's regular end
        return outcome.thrown().filter(InterruptedException.class::isInstance).isPresent()
                ? new Outcome<>(Optional.of(true), Optional.empty())
                : outcome;
    }

    private <T> Outcome<T> outcome(java.util.concurrent.Callable<T> call) {
        return start(call).await(LONGEST_CALL);
    }

    private <T> Running<T> start(java.util.concurrent.Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(() -> {
            watch.enter(false);
            try {
                return call.call();
            } finally {
                watch.leave();
            }
        });
        return new Running<>(Thread.ofVirtual().name("call").start(task), task);
    }
}
