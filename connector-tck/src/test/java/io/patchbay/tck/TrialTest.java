package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Call;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Subscribed;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Pace;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.PropertyType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A trial with a client that listens; one that polls is tried by the example connector.
class TrialTest {
    private final Vendor vendor = new Vendor();

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void a_subscription_is_interrupted_once_it_is_current_and_that_is_its_regular_end() {
        try (Trial trial = trial(context -> (Subscribed) sink -> {
            context.http().send(Call.get("/state"));
            sink.things(List.of());
            sink.current();
            new CountDownLatch(1).await();
        })) {
            Round round = trial.round();
            assertThat(round.thrown()).isEmpty();
            assertThat(round.things()).contains(List.of());
            assertThat(trial.broken(Set.of("C06", "C14", "C15"))).isEmpty();
        }
    }

    @Test
    void a_subscription_that_ends_early_says_why() {
        try (Trial trial = trial(_ -> (Subscribed) _ -> {
            throw new ConnectorException(new Failure.Unavailable("the stream ended"));
        })) {
            assertThat(trial.round().failure()).contains(new Failure.Unavailable("the stream ended"));
        }
    }

    @Test
    void use_from_a_thread_of_the_clients_own_is_noticed() {
        try (Trial trial = trial(_ -> (Subscribed) sink -> {
            Thread.ofPlatform().start(sink::current).join();
        })) {
            trial.round();
            assertThat(trial.broken(Set.of("C15")))
                    .extracting(Watch.Broken::what)
                    .containsExactly(
                            "the client used Sink.current outside its calls or from a thread of its own",
                            "the client started a thread");
        }
    }

    @Test
    void the_context_is_of_no_use_after_close() throws Exception {
        Trial trial = trial(_ -> (Subscribed) _ -> {});
        trial.round();
        trial.close();
        trial.context().memory().put("late", "1");
        assertThat(trial.broken(Set.of("C14"))).hasSize(1);
    }

    private Trial trial(Function<ClientContext, Client> open) {
        return Trial.of(new Opened(open), vendor, Map.of(), Map.of());
    }

    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/state", _ -> Response.json("{}"));
        }
    }

    private record Opened(Function<ClientContext, Client> open) implements Connector {
        @Override
        public Description description() {
            return new Description(
                    1,
                    "listener",
                    "Listener",
                    "Listens.",
                    "",
                    URI.create("https://vendor.example"),
                    Form.empty(),
                    Form.empty(),
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
            return open.apply(context);
        }
    }
}
