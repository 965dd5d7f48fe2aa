package io.patchbay.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private static final TestDb DATABASE = TestDb.fresh();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    private final AtomicBoolean trusted = new AtomicBoolean(true);
    private final Remembered<String, String> memory = new Remembered<>(
            new Remembered.Limits(1000, Duration.ofSeconds(30), 64), (_, _) -> 1, now::get, trusted::get);
    private final AtomicInteger reads = new AtomicInteger();
    private final Db db = DATABASE.db();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @BeforeEach
    void note() {
        db.run(tx -> {
            tx.execute("drop table if exists remembered");
            tx.execute("create table remembered (id text primary key, text text)");
            tx.execute("insert into remembered values ('a', 'one')");
        });
    }

    private static boolean any(String ignored) {
        return true;
    }

    private Optional<String> stored(String id) {
        reads.incrementAndGet();
        return db.read(handle -> handle.createQuery("select text from remembered where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
    }

    private Optional<String> get() {
        return memory.get("a", "a", RememberedTest::any, () -> stored("a"));
    }

    private void set(String text) {
        db.run(tx -> {
            memory.changing(tx, List.of("a"));
            tx.execute("update remembered set text = ?", text);
        });
    }

    @Test
    void what_was_read_once_is_not_read_again() {
        assertThat(get()).contains("one");
        assertThat(get()).contains("one");
        assertThat(reads).hasValue(1);
    }

    @Test
    void what_is_not_there_is_asked_for_again() {
        assertThat(memory.get("b", "b", RememberedTest::any, () -> stored("b"))).isEmpty();
        db.run(tx -> tx.execute("insert into remembered values ('b', 'new')"));
        assertThat(memory.get("b", "b", RememberedTest::any, () -> stored("b"))).contains("new");
    }

    @Test
    void a_change_is_seen_as_soon_as_it_is_committed() {
        assertThat(get()).contains("one");
        set("two");
        assertThat(get()).contains("two");
        assertThat(get()).contains("two");
        assertThat(reads).hasValue(2);
    }

    @Test
    void while_it_changes_the_database_says_what_is_so() {
        get();
        db.run(tx -> {
            memory.changing(tx, List.of("a"));
            tx.execute("update remembered set text = 'two'");
            // another thread: this one's reads are part of the transaction
            List<Optional<String>> seen =
                    CompletableFuture.supplyAsync(() -> List.of(get(), get())).join();
            assertThat(seen).containsExactly(Optional.of("one"), Optional.of("one"));
            assertThat(reads).hasValue(3);
        });
        assertThat(get()).contains("two");
    }

    @Test
    void a_change_that_was_rolled_back_is_over_too() {
        assertThatThrownBy(() -> db.run(tx -> {
                    memory.changing(tx, List.of("a"));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        get();
        get();
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_change_whose_connection_breaks_is_over_too() {
        assertThatThrownBy(() -> db.run(tx -> {
                    memory.changing(tx, List.of("a"));
                    tx.execute("select pg_terminate_backend(pg_backend_pid())");
                }))
                .isInstanceOf(RuntimeException.class);
        get();
        get();
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_read_that_began_before_a_commit_does_not_bring_the_old_back() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<String>> slow = threads.submit(() -> memory.get("a", "a", RememberedTest::any, () -> {
                Optional<String> old = stored("a");
                read.countDown();
                await(committed);
                return old;
            }));
            read.await();
            set("two");
            committed.countDown();
            assertThat(slow.get()).contains("one");
        }
        assertThat(get()).contains("two");
    }

    @Test
    void changes_of_others_let_it_be() {
        get();
        db.run(tx -> memory.changing(tx, List.of("b", "c")));
        memory.changed("b");
        get();
        assertThat(reads).hasValue(1);
    }

    @Test
    void it_is_read_anew_when_it_is_too_old_or_does_not_suit() {
        get();
        now.updateAndGet(before -> before.plusSeconds(29));
        get();
        assertThat(reads).hasValue(1);
        now.updateAndGet(before -> before.plusSeconds(1));
        get();
        assertThat(reads).hasValue(2);
        memory.get("a", "a", text -> !text.equals("one"), () -> stored("a"));
        assertThat(reads).hasValue(3);
    }

    @Test
    void nothing_is_served_while_others_may_write() {
        get();
        trusted.set(false);
        db.run(tx -> tx.execute("update remembered set text = 'two'")); // another node
        assertThat(get()).contains("two");
        assertThat(memory.known("a", "a", RememberedTest::any)).isEmpty();
    }

    @Test
    void what_changed_without_a_transaction_at_hand_is_read_anew() {
        get();
        memory.changed("a");
        get();
        memory.allChanged();
        get();
        assertThat(reads).hasValue(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
