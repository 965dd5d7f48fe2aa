package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GateTest {
    private final DueQueue<Runner> queue = new DueQueue<>(_ -> {});
    private final Gate gate = new Gate(4, 2);

    @Test
    void a_call_that_waits_lets_another_one_compute() {
        assertThat(gate.enter(client(), false)).isTrue();
        assertThat(gate.enter(client(), false)).isTrue();
        assertThat(gate.enter(client(), false)).as("two compute").isFalse();
        assertThat(gate.aside()).as("the one in line").isNotNull();
        assertThat(gate.inside()).isEqualTo(3);
        assertThat(gate.computing()).isEqualTo(2);
    }

    @Test
    void no_more_than_so_many_are_under_way_however_many_of_them_wait() {
        for (int i = 0; i < 4; i++) {
            assertThat(gate.enter(client(), false)).isTrue();
            assertThat(gate.aside()).isNull();
        }
        Runner fifth = client();
        assertThat(gate.enter(fifth, false)).isFalse();
        gate.back();
        assertThat(gate.leave()).isEqualTo(fifth);
    }

    @Test
    void a_call_that_comes_back_goes_before_those_in_line() throws Exception {
        enter();
        gate.aside();
        enter();
        enter();
        Runner inLine = client();
        assertThat(gate.enter(inLine, true)).isFalse();
        CountDownLatch back = new CountDownLatch(1);
        Thread returning = Thread.ofVirtual().start(() -> {
            gate.back();
            back.countDown();
        });
        await().until(() -> returning.getState() == Thread.State.WAITING);
        assertThat(gate.leave()).as("the place went to who came back").isNull();
        assertThat(back.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.leave()).isEqualTo(inLine);
    }

    @Test
    void a_call_that_comes_back_does_not_wait_for_those_that_have_no_thread_yet() {
        enter();
        gate.aside();
        gate.enter(client(), false);
        gate.enter(client(), false);
        gate.back();
        assertThat(gate.computing()).isEqualTo(3);
        Runner inLine = client();
        assertThat(gate.enter(inLine, false)).isFalse();
        assertThat(gate.leave()).as("there is one too many").isNull();
        gate.begun();
        assertThat(gate.leave()).isEqualTo(inLine);
    }

    @Test
    void an_interrupt_does_not_cut_the_way_back_short_and_is_kept() throws Exception {
        enter();
        gate.aside();
        enter();
        enter();
        List<Boolean> interrupted = new ArrayList<>();
        Thread returning = Thread.ofVirtual().start(() -> {
            gate.back();
            interrupted.add(Thread.currentThread().isInterrupted());
        });
        returning.interrupt();
        assertThat(gate.computing()).isEqualTo(2);
        gate.leave();
        returning.join();
        assertThat(interrupted).containsExactly(true);
        assertThat(gate.computing()).isEqualTo(2);
    }

    @Test
    void who_was_asked_for_and_who_is_due_go_in_turns() {
        gate.enter(client(), false);
        gate.enter(client(), false);
        List<Runner> due = Stream.generate(this::client).limit(2).toList();
        List<Runner> asked = Stream.generate(this::client).limit(2).toList();
        due.forEach(runner -> gate.enter(runner, false));
        asked.forEach(runner -> gate.enter(runner, true));
        assertThat(gate.waiting()).isEqualTo(4);
        List<Runner> order =
                Stream.generate(gate::leave).limit(4).map(Runner.class::cast).toList();
        assertThat(order.subList(0, 2)).contains(due.getFirst(), asked.getFirst());
        assertThat(order.subList(2, 4)).contains(due.getLast(), asked.getLast());
    }

    @Test
    void more_places_let_those_in_line_in_and_fewer_none() {
        gate.enter(client(), false);
        gate.enter(client(), false);
        Runner next = client();
        gate.enter(next, false);
        gate.enter(client(), false);
        gate.resize(3);
        assertThat(gate.admit()).isEqualTo(next);
        assertThat(gate.admit()).isNull();
        gate.resize(1);
        assertThat(gate.leave()).isNull();
        assertThat(gate.leave()).isNull();
        assertThat(gate.leave()).as("the last of three makes room for one").isNotNull();
    }

    /// A call that has begun.
    private void enter() {
        assertThat(gate.enter(client(), false)).isTrue();
        gate.begun();
    }

    private Runner client() {
        return new Runner(new ClientId(UUID.randomUUID()), Status.STARTED, queue);
    }
}
