package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.Status;
import io.patchbay.server.cluster.Slice;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of polled clients. The clock is moved by hand: nothing is due unless a test says so.
class EngineTest {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final Lab lab = new Lab(clock, INTERVAL, false, 100);

    @AfterEach
    void close() throws Exception {
        lab.close();
        assertThat(lab.probe.wrong)
                .as("calls overlapped, or came after a close")
                .isFalse();
        assertThat(lab.probe.closed).hasValue(lab.probe.opened.get());
    }

    @Test
    void a_new_client_is_polled_at_once_and_then_in_its_rhythm() {
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.STARTED));
        assertThat(lab.writes).hasSize(1);
        assertThat(lab.writes.getFirst().owner().client()).isEqualTo(id.value());
        Instant next = next(id);
        assertThat(next)
                .isBetween(clock.instant().plusSeconds(30), clock.instant().plusSeconds(90));
        clock.set(next);
        await().until(() -> lab.probe.calls.get() == 2);
        await().until(() -> next(id).equals(next.plus(INTERVAL)));
    }

    @Test
    void what_has_not_changed_is_not_written() {
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.STARTED));
        int asked = lab.rows.asked.get();
        poll(id);
        assertThat(lab.writes).hasSize(1);
        assertThat(lab.rows.asked).as("the database is not even asked").hasValue(asked);
        lab.vendor.value = "17";
        poll(id);
        assertThat(lab.writes).hasSize(2);
        assertThat(lab.rows.told).as("transitions only").hasSize(1);
    }

    @Test
    void a_vendor_that_is_down_is_said_in_words_not_hammered_and_recovers_by_itself() {
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.STARTED));
        lab.vendor.faults().set(Fault.REFUSED);
        poll(id);
        assertThat(lab.rows.condition(id))
                .hasValueSatisfying(condition -> assertThat(condition)
                        .isEqualTo(new Condition(
                                Status.ERROR,
                                Optional.of(Failure.Actor.NOBODY),
                                Optional.of("127.0.0.1:" + lab.vendor.url().getPort() + " refused the connection"),
                                clock.instant())));
        int before = lab.probe.calls.get();
        Instant end = clock.instant().plus(Duration.ofHours(10));
        while (clock.instant().isBefore(end)) {
            int calls = lab.probe.calls.get();
            clock.set(next(id));
            await().until(() -> lab.probe.calls.get() > calls
                    && lab.engine.live(id).orElseThrow().nextTry().isPresent());
        }
        assertThat(lab.probe.calls.get() - before).as("calls in ten hours").isBetween(30, 150);
        assertThat(lab.rows.told).as("transitions only").hasSize(2);
        lab.vendor.faults().recover();
        clock.set(next(id));
        await().until(() -> lab.is(id, Status.STARTED));
    }

    @Test
    void html_is_a_matter_for_the_connectors_author() {
        lab.begin();
        lab.vendor.faults().set(Fault.HTML);
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.ERROR));
        assertThat(lab.rows.condition(id).flatMap(Condition::who)).contains(Failure.Actor.AUTHOR);
    }

    @Test
    void a_customer_who_withdraws_the_consent_is_left_alone_until_something_changes() {
        lab.begin();
        lab.vendor.faults().set(Fault.UNAUTHORIZED);
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.ERROR));
        assertThat(lab.engine.live(id).orElseThrow().nextTry()).isEmpty();
        clock.advance(Duration.ofDays(30));
        lab.vendor.faults().recover();
        lab.engine.start(id);
        await().until(() -> lab.is(id, Status.STARTED));
        assertThat(lab.probe.calls).hasValue(2);
        assertThat(lab.probe.opened).hasValue(2);
    }

    @Test
    void a_client_that_rests_is_not_called_because_it_is_found_on_disk_late() {
        lab.vendor.faults().set(Fault.UNAUTHORIZED);
        ClientId id = lab.rows.add(Status.STARTING);
        lab.rows.found = found -> {
            if (found.equals(id)) {
                lab.engine.start(id);
                await().until(() -> lab.is(id, Status.ERROR) && lab.running() == 0);
            }
        };
        lab.begin();
        assertThat(lab.engine.live(id).orElseThrow().nextTry()).isEmpty();
        assertThat(lab.probe.calls).hasValue(1);
    }

    @Test
    void a_429_makes_all_clients_of_the_instance_wait() {
        lab.begin();
        List<ClientId> ids = Stream.generate(lab::started).limit(10).toList();
        await().until(() -> ids.stream().allMatch(id -> lab.is(id, Status.STARTED)));
        lab.vendor.faults().answering(Response.json(429, "{}").header("Retry-After", "1000"));
        poll(ids.getFirst());
        assertThat(lab.is(ids.getFirst(), Status.ERROR)).isTrue();
        lab.vendor.faults().recover();
        lab.vendor.forget();
        clock.advance(Duration.ofMinutes(15));
        await().until(() -> ids.stream().allMatch(id -> next(id).isAfter(clock.instant())));
        assertThat(lab.vendor.calls()).isEmpty();
        assertThat(lab.is(ids.getLast(), Status.STARTED))
                .as("being postponed is no failure")
                .isTrue();
        clock.advance(Duration.ofSeconds(220));
        await().until(() -> lab.vendor.calls().size() >= 10);
        await().until(() -> lab.is(ids.getFirst(), Status.STARTED));
    }

    @Test
    void a_bug_of_a_connector_is_its_authors() {
        lab.probe.calling = (_, _) -> {
            throw new IllegalStateException();
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.ERROR));
        assertThat(lab.rows.condition(id).flatMap(Condition::cause))
                .contains("the connector failed unexpectedly: IllegalStateException");
    }

    @Test
    void a_secret_in_a_failure_is_neither_stored_nor_logged() {
        lab.probe.calling = (_, _) -> {
            throw new ConnectorException(new Failure.Unavailable("no answer to ?key=" + Probe.SECRET));
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.ERROR));
        assertThat(lab.rows.condition(id).flatMap(Condition::cause)).contains("no answer to ?key=•••");
        Outcome.Crashed crash = new Secrets(List.of(Probe.SECRET))
                .crashed(new IllegalStateException("?key=" + Probe.SECRET, new RuntimeException(Probe.SECRET)));
        assertThat(crash.trace()).contains("EngineTest.java").doesNotContain(Probe.SECRET);
    }

    @Test
    void what_was_reported_before_a_failure_counts() {
        lab.probe.calling = (context, sink) -> {
            Probe.report(sink, "5");
            context.memory().put("cursor", "a");
            throw new IllegalStateException();
        };
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.ERROR));
        assertThat(lab.writes).hasSize(1);
        assertThat(lab.rows.remembered).containsExactly(Map.of("cursor", "a"));
    }

    @Test
    void what_cannot_be_stored_is_tried_again() {
        lab.refusal = Optional.of(new IllegalStateException("the database is away"));
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.is(id, Status.ERROR));
        assertThat(lab.rows.condition(id).flatMap(Condition::cause))
                .contains("the service could not store what the vendor reported");
        lab.refusal = Optional.empty();
        clock.set(next(id));
        await().until(() -> lab.is(id, Status.STARTED));
        assertThat(lab.writes).hasSize(1);
    }

    @Test
    void a_row_that_cannot_be_read_troubles_nobody_else() {
        ClientId bad = lab.rows.add(Status.STARTED);
        lab.rows.unreadable.add(bad);
        List<ClientId> good =
                Stream.generate(() -> lab.rows.add(Status.STARTED)).limit(20).toList();
        lab.begin();
        clock.advance(INTERVAL);
        await().until(() -> good.stream()
                .allMatch(id -> lab.engine.live(id).orElseThrow().lastSuccess().isPresent()));
        assertThat(lab.is(bad, Status.ERROR)).isTrue();
        lab.rows.unreadable.clear();
        clock.advance(Duration.ofMinutes(30));
        await().until(() -> lab.is(bad, Status.STARTED));
    }

    @Test
    void after_a_restart_clients_go_on_in_their_rhythm_without_a_herd() {
        List<ClientId> ids =
                Stream.generate(() -> lab.rows.add(Status.STARTED)).limit(600).toList();
        lab.begin();
        int before = 0;
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(10));
            await().until(() -> ids.stream().allMatch(id -> next(id).isAfter(clock.instant())));
            int calls = lab.probe.calls.get();
            assertThat(calls - before).as("polls in ten seconds").isBetween(60, 140);
            before = calls;
        }
        assertThat(lab.probe.calls).hasValue(600);
    }

    @Test
    void a_client_that_is_gone_is_forgotten() {
        ClientId id = lab.rows.add(Status.STARTING);
        lab.begin();
        lab.rows.remove(id);
        clock.advance(INTERVAL);
        await().until(() -> lab.engine.live(id).isEmpty());
        assertThat(lab.probe.opened).hasValue(0);
    }

    @Test
    void a_former_owner_of_a_slice_lets_go_of_its_client_and_writes_nothing() {
        lab.epoch = 2;
        lab.begin();
        ClientId id = lab.started();
        await().until(() -> lab.engine.live(id).isEmpty());
        assertThat(lab.writes).isEmpty();
        assertThat(lab.rows.told).isEmpty();
    }

    @Test
    void clients_of_a_slice_that_another_node_has_taken_are_let_go_of_together() {
        lab.begin();
        List<ClientId> ids = Stream.generate(lab::started).limit(50).toList();
        await().until(() -> ids.stream().allMatch(id -> lab.is(id, Status.STARTED)));
        Slice lost = Slice.of(ids.getFirst().value());
        lab.taken.add(lost);
        lab.engine.letGo();
        assertThat(ids)
                .allMatch(id ->
                        lab.engine.live(id).isEmpty() == Slice.of(id.value()).equals(lost));
        assertThat(lab.engine.isOwner()).isTrue();
        lab.engine.start(ids.getFirst());
        assertThat(lab.engine.live(ids.getFirst())).as("it is another node's").isEmpty();
        IntStream.range(0, Slice.COUNT).mapToObj(Slice::new).forEach(lab.taken::add);
        lab.engine.letGo();
        assertThat(lab.engine.isOwner()).isFalse();
        assertThat(lab.meters
                        .get("patchbay.clients")
                        .tag("status", "started")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void clients_of_an_instance_that_changed_are_opened_anew_but_not_all_at_once() {
        lab.begin();
        List<ClientId> ids = Stream.generate(lab::started).limit(200).toList();
        await().until(() -> ids.stream().allMatch(id -> lab.is(id, Status.STARTED)));
        ids.forEach(lab.engine::restart);
        assertThat(lab.probe.closed)
                .as("nothing of the old configuration is left")
                .hasValue(200);
        clock.advance(Duration.ofSeconds(1));
        await().until(() -> ids.stream().allMatch(id -> next(id).isAfter(clock.instant())));
        assertThat(lab.probe.opened.get() - 200)
                .as("in the first of five seconds")
                .isBetween(10, 80);
        clock.advance(Duration.ofSeconds(4));
        await().until(() -> lab.probe.opened.get() == 400);
    }

    @Test
    void waiting_clients_have_no_thread() {
        List<ClientId> ids =
                Stream.generate(() -> lab.rows.add(Status.STARTED)).limit(5_000).toList();
        int before = Thread.activeCount();
        lab.begin();
        assertThat(ids).allMatch(id -> lab.engine.live(id).isPresent());
        assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(2);
        assertThat(lab.running()).isZero();
        assertThat(lab.meters
                        .get("patchbay.clients")
                        .tag("status", "started")
                        .gauge()
                        .value())
                .isEqualTo(5_000);
        assertThat(VirtualThreads.named("client ")).isZero();
    }

    private Instant next(ClientId id) {
        return lab.engine.live(id).orElseThrow().nextTry().orElse(Instant.EPOCH);
    }

    /// Polls by hand, and waits for the end.
    private void poll(ClientId id) {
        int calls = lab.probe.calls.get();
        lab.engine.poll(id);
        await().until(() -> lab.probe.calls.get() > calls && next(id).isAfter(clock.instant()));
    }
}
