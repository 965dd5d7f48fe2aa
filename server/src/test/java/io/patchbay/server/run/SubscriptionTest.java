package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that listen.
class SubscriptionTest {
    private static final String END = "end";

    private final Lab lab = new Lab(InstantSource.system(), Duration.ofMillis(500), true, 1);
    private final BlockingQueue<String> stream = new LinkedBlockingQueue<>();

    SubscriptionTest() {
        lab.probe.calling = (_, sink) -> {
            Probe.report(sink, "first");
            sink.current();
            while (true) {
                String value = stream.take();
                if (value.equals(END)) {
                    throw new ConnectorException(new Failure.Unavailable("the broker went away"));
                }
                sink.reading(Probe.reading(value));
            }
        };
        lab.begin();
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
        assertThat(lab.probe.wrong)
                .as("calls overlapped, or came after a close")
                .isFalse();
        assertThat(lab.probe.closed).hasValue(lab.probe.opened.get());
    }

    @Test
    void the_present_state_is_one_write_and_what_follows_comes_soon() {
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.STARTED));
        assertThat(lab.writes).hasSize(1);
        assertThat(lab.writes.getFirst().report().things()).isPresent();
        stream.add("second");
        stream.add("third");
        await().until(() -> values().equals(List.of("first", "second", "third")));
        assertThat(lab.writes).hasSizeLessThanOrEqualTo(3);
        assertThat(lab.engine.live(id).orElseThrow().lastSuccess()).isPresent();
    }

    @Test
    void a_subscription_holds_no_place_of_polls() {
        ClientId anna = lab.started();
        ClientId bob = lab.started();
        await().until(() -> lab.is(anna, Status.STARTED) && lab.is(bob, Status.STARTED));
        assertThat(lab.running()).isZero();
    }

    @Test
    void a_connection_that_ends_is_made_again() {
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.STARTED));
        stream.add(END);
        await().until(() -> lab.probe.calls.get() == 2 && lab.is(id, Status.STARTED));
        assertThat(lab.rows.conditions(id).stream().map(Condition::cause).flatMap(Optional::stream))
                .containsExactly("the broker went away");
        assertThat(lab.probe.opened).as("the same client").hasValue(1);
    }

    @Test
    void what_cannot_be_stored_makes_the_subscription_begin_again() {
        lab.refusal = Optional.of(new IllegalStateException("the database is away"));
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.ERROR));
        lab.refusal = Optional.empty();
        await().until(() -> lab.is(id, Status.STARTED));
        assertThat(values()).containsExactly("first");
    }

    @Test
    void a_stop_ends_it() {
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.STARTED));
        lab.engine.stop(id);
        assertThat(lab.probe.closed).hasValue(1);
        assertThat(lab.engine.live(id)).isEmpty();
    }

    private List<String> values() {
        return lab.writes.stream()
                .flatMap(write -> write.report().readings().stream())
                .map(reading -> reading.value().wire())
                .toList();
    }
}
