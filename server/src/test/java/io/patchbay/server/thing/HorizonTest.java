package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.db.Db;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HorizonTest {
    private final Room room = new Room();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Open> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Open::end);
        threads.close();
        room.close();
    }

    private Change change() {
        return Change.thing(Kind.CHANGED, room.app, UUID.randomUUID(), "anna", Room.NOW);
    }

    private void append() {
        room.db.run(tx -> ChangeLog.append(tx, List.of(change())));
    }

    private List<Long> read(long after, long upTo) {
        return room.changes.read(Optional.of(room.app), after, upTo, 100_000).stream()
                .map(Entry::position)
                .toList();
    }

    /// A transaction that has done something and stays open.
    private final class Open {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final Future<?> transaction;
        private volatile boolean rollback;

        Open(Db.Task task) throws InterruptedException {
            open.add(this);
            transaction = threads.submit(() -> room.db.run(tx -> {
                task.with(tx);
                begun.countDown();
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (rollback) {
                    tx.rollback();
                }
            }));
            begun.await();
        }

        void end() {
            letGo.countDown();
        }

        void commit() throws Exception {
            end();
            transaction.get();
        }

        void rollBack() throws Exception {
            rollback = true;
            commit();
        }
    }

    @Test
    void a_late_commit_of_lower_positions_is_waited_for() throws Exception {
        append();
        long first = room.changes.horizon();
        assertThat(read(0, first)).hasSize(1);
        Open late = new Open(tx -> ChangeLog.append(tx, List.of(change())));
        append();
        assertThat(read(0, Long.MAX_VALUE)).hasSize(2);
        assertThat(room.changes.horizon()).isEqualTo(first);
        late.commit();
        long second = room.changes.horizon();
        assertThat(read(first, second)).containsExactly(first + 1, first + 2);
    }

    /// The lock that is looked for is taken before a position is drawn, and stays when the rows go to a partition by a
    /// plan that the server has kept.
    @Test
    void every_transaction_that_has_drawn_is_seen_also_with_statements_prepared_long_ago() throws Exception {
        for (int i = 0; i < 20; i++) {
            append();
        }
        long settled = room.changes.horizon();
        List<Open> late = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            late.add(new Open(tx -> ChangeLog.append(tx, List.of(change()))));
        }
        append();
        for (Open each : late.reversed()) {
            assertThat(room.changes.horizon()).isEqualTo(settled);
            each.commit();
        }
        assertThat(room.changes.horizon()).isEqualTo(settled + 6);
    }

    @Test
    void what_was_drawn_and_rolled_back_holds_nobody_up() throws Exception {
        append();
        long settled = room.changes.horizon();
        Open failing = new Open(tx -> ChangeLog.append(tx, List.of(change(), change())));
        append();
        assertThat(room.changes.horizon()).isEqualTo(settled);
        failing.rollBack();
        assertThat(room.changes.horizon()).isEqualTo(settled + 3);
        new Open(tx -> ChangeLog.append(tx, List.of(change()))).rollBack();
        // the position of a row, since others might be drawn again after a crash
        assertThat(room.changes.horizon()).isEqualTo(settled + 3);
    }

    @Test
    void transactions_that_append_nothing_hold_nobody_up() throws Exception {
        new Open(tx -> tx.execute("update app set name = 'other'"));
        new Open(tx -> tx.createQuery("select count(*) from change_log")
                .mapTo(Long.class)
                .one());
        append();
        assertThat(read(0, room.changes.horizon())).hasSize(1);
    }

    @Test
    void it_advances_while_there_is_always_somebody_writing() throws Exception {
        Open before = new Open(tx -> ChangeLog.append(tx, List.of(change())));
        long horizon = 0;
        for (int i = 0; i < 10; i++) {
            Open next = new Open(tx -> ChangeLog.append(tx, List.of(change())));
            long seen = room.changes.horizon();
            before.commit();
            before = next;
            long now = room.changes.horizon();
            if (i > 0) {
                assertThat(seen).isEqualTo(horizon);
                assertThat(now).isGreaterThan(horizon);
            }
            horizon = now;
        }
    }

    @Test
    void many_writers_at_random_are_all_read_once_and_in_order() throws Exception {
        int writers = 6;
        AtomicBoolean done = new AtomicBoolean();
        List<Long> read = Collections.synchronizedList(new ArrayList<>());
        Future<?> reader = threads.submit(() -> {
            long position = 0;
            boolean last;
            do {
                last = done.get();
                long horizon = room.changes.horizon();
                read.addAll(read(position, horizon));
                position = horizon;
            } while (!last);
        });
        List<Future<?>> all = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            Random random = new Random(w);
            all.add(threads.submit(() -> {
                for (int i = 0; i < 150; i++) {
                    room.db.run(tx -> {
                        for (int n = random.nextInt(3); n >= 0; n--) {
                            ChangeLog.append(tx, List.of(change(), change()));
                            LockSupport.parkNanos(random.nextInt(2_000_000));
                        }
                        if (random.nextInt(5) == 0) {
                            tx.rollback();
                        }
                    });
                }
            }));
        }
        for (Future<?> writer : all) {
            writer.get();
        }
        done.set(true);
        reader.get();
        assertThat(read)
                .isEqualTo(List.copyOf(new TreeSet<>(read)))
                .isEqualTo(read(0, Long.MAX_VALUE))
                .hasSizeGreaterThan(1000);
    }
}
