package io.patchbay.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.server.db.TestDb;
import io.patchbay.server.web.ApiException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SoleNodeTest {
    private static final TestDb DATABASE = TestDb.fresh();
    private final SoleNode node = new SoleNode(DATABASE.db());

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    void takes_every_slice_at_a_new_epoch() {
        List<Epoch> first = node.take();
        List<Epoch> second = node.take();
        assertThat(first).extracting(Epoch::slice).doesNotHaveDuplicates().hasSize(Slice.COUNT);
        assertThat(second)
                .extracting(Epoch::number)
                .allMatch(number -> number == first.getFirst().number() + 1);
    }

    @Test
    void knows_the_epochs_it_took_and_none_before() {
        assertThat(node.epoch(new Slice(7))).isEmpty();
        List<Epoch> taken = node.take();
        assertThat(taken).contains(node.epoch(new Slice(7)).orElseThrow());
    }

    @Test
    void a_present_epoch_holds() {
        List<Epoch> taken = node.take();
        assertThatCode(() -> DATABASE.db().run(tx -> Fence.hold(tx, taken))).doesNotThrowAnyException();
        assertThatCode(() -> DATABASE.db().run(tx -> Fence.hold(tx, List.of()))).doesNotThrowAnyException();
    }

    @Test
    void a_former_owner_is_fenced() {
        Epoch former = node.take().get(3);
        new SoleNode(DATABASE.db()).take();
        assertThatThrownBy(() -> DATABASE.db().run(tx -> Fence.hold(tx, Set.of(former))))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("slice " + former.slice().number());
    }

    @Test
    void a_former_owner_changes_nothing_that_its_successor_remembers() {
        node.take();
        SoleNode successor = new SoleNode(DATABASE.db());
        successor.take();
        node.confirm();
        assertThat(node.isAlone()).isFalse();
        assertThatThrownBy(() -> DATABASE.db().run(node::hold))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("Another node of this service has taken over");
        assertThat(node.lost()).hasSize(Slice.COUNT);
        assertThatThrownBy(() -> DATABASE.db().run(node::hold)).isInstanceOf(ApiException.class);
        successor.confirm();
        assertThatCode(() -> DATABASE.db().run(successor::hold)).doesNotThrowAnyException();
    }

    @Test
    void who_has_not_looked_for_a_while_looks_before_it_changes_something() {
        node.take();
        new SoleNode(DATABASE.db()).take();
        SoleNode last = new SoleNode(DATABASE.db());
        last.take();
        node.confirm();
        last.confirm();
        assertThatCode(() -> DATABASE.db().run(last::hold)).doesNotThrowAnyException();
        assertThatCode(() -> DATABASE.db().run(new SoleNode(DATABASE.db())::hold))
                .as("one that has begun nothing yet")
                .doesNotThrowAnyException();
    }

    @Test
    void a_slice_is_not_taken_while_its_owner_writes() throws Exception {
        Epoch held = node.take().getFirst();
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> DATABASE.db().run(tx -> {
                Fence.hold(tx, List.of(held));
                holding.countDown();
                uninterrupted(letGo);
            }));
            holding.await();
            Future<List<Epoch>> taking = threads.submit(() -> new SoleNode(DATABASE.db()).take());
            Awaitility.await().until(SoleNodeTest::someoneWaits);
            assertThat(taking).isNotDone();
            letGo.countDown();
            assertThat(taking.get()).hasSize(Slice.COUNT);
            writer.get();
        }
    }

    private static boolean someoneWaits() {
        return DATABASE.db()
                .read(handle -> handle.createQuery(
                                "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and datname ="
                                        + " current_database()")
                        .mapTo(Boolean.class)
                        .one());
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
