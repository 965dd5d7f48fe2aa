package io.patchbay.server.thing;

import static io.patchbay.server.thing.Room.degrees;
import static io.patchbay.server.thing.Room.readings;
import static io.patchbay.server.thing.Room.report;
import static io.patchbay.server.thing.Room.station;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Availability;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterUnderLoadTest {
    private final Room room = new Room(InstantSource.system());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final List<Lock> locks = new ArrayList<>();

    @AfterEach
    void close() {
        locks.forEach(lock -> lock.letGo.countDown());
        threads.close();
        room.close();
    }

    private void put(Writer writer, UUID thing, String property, int value) {
        writer.put(room.app, Optional.of("anna"), new Key(thing, "c", property), Integer.toString(value));
    }

    private String value(UUID thing, String property) {
        return String.valueOf(room.reads
                .property(room.app, new Key(thing, "c", property))
                .orElseThrow()
                .property()
                .value());
    }

    private List<String> logged(UUID thing, String property) {
        return room.entries().stream()
                .filter(e -> e.about().equals(thing))
                .filter(e ->
                        e.series().filter(s -> s.property().equals(property)).isPresent())
                .map(e -> String.valueOf(e.value()))
                .toList();
    }

    /// Holds back the writer as soon as it writes to the property, until it is released.
    private final class Lock {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final Future<?> holder;

        Lock(UUID thing) throws InterruptedException {
            locks.add(this);
            holder = threads.submit(() -> room.db.run(tx -> {
                tx.execute("select from property where thing_id = ? for update", thing);
                held.countDown();
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            held.await();
        }

        /// Process ids of those that wait for it.
        List<Integer> waiting() {
            return room.db.read(handle -> handle.createQuery(
                            "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                    .mapTo(Integer.class)
                    .list());
        }

        void release() throws ExecutionException, InterruptedException {
            letGo.countDown();
            holder.get();
        }
    }

    @Test
    void nothing_is_lost_and_each_property_keeps_its_order() throws Exception {
        String[] properties = IntStream.range(0, 30).mapToObj(i -> "p" + i).toArray(String[]::new);
        UUID thing = room.ownThing(properties);
        List<Future<?>> writers = new ArrayList<>();
        for (String property : properties) {
            writers.add(
                    threads.submit(() -> IntStream.range(0, 100).forEach(i -> put(room.writer, thing, property, i))));
        }
        Owner owner = room.owner();
        writers.add(threads.submit(() -> IntStream.range(0, 100)
                .forEach(i -> room.writer.apply(owner, report(List.of(station("a")), degrees("a", i))))));
        for (Future<?> writer : writers) {
            writer.get();
        }
        List<String> all = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        for (String property : properties) {
            assertThat(logged(thing, property)).isEqualTo(all);
            assertThat(value(thing, property)).isEqualTo("99");
        }
        assertThat(logged(room.idOf(owner, "a"), "temperature")).isEqualTo(all);
    }

    private static UUID inTheLaneOf(UUID thing) {
        return Stream.generate(UUID::randomUUID)
                .filter(id -> Writer.lane(id) == Writer.lane(thing))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_fails_fails_alone() throws Exception {
        UUID thing = room.ownThing("blocked", "good", "wrong");
        Owner good = room.owner(inTheLaneOf(thing));
        Owner bad = room.owner(inTheLaneOf(thing));
        room.writer.apply(good, report(List.of(station("a"))));
        room.writer.apply(bad, report(List.of(station("a"))));
        Lock lock = new Lock(thing);
        Future<?> first = threads.submit(() -> put(room.writer, thing, "blocked", 1));
        await().until(() -> !lock.waiting().isEmpty());
        List<Future<?>> goods = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            goods.add(threads.submit(() -> put(room.writer, thing, "good", 1)));
        }
        goods.add(threads.submit(() -> room.writer.apply(good, readings(degrees("a", 1)))));
        Future<?> contradicting = threads.submit(() -> room.writer.apply(bad, readings(degrees("nobody", 1))));
        Future<?> unfit =
                threads.submit(() -> room.writer.put(room.app, Optional.empty(), new Key(thing, "c", "wrong"), "high"));
        Future<?> unknown = threads.submit(
                () -> room.writer.patch(room.app, Optional.empty(), inTheLaneOf(thing), Availability.UNKNOWN));
        await().until(() -> room.writer.underWay() == 25);
        lock.release();
        first.get();
        for (Future<?> write : goods) {
            write.get();
        }
        assertThatThrownBy(contradicting::get).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(unfit::get)
                .cause()
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
        assertThatThrownBy(unknown::get)
                .cause()
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(404));
        assertThat(value(thing, "good")).isEqualTo("1");
        assertThat(room.property(good, "a", "temperature").value()).isEqualTo("1");
        assertThat(room.writer.underWay()).isZero();
    }

    @Test
    void a_connection_that_dies_in_the_middle_of_a_batch_loses_nothing() throws Exception {
        UUID thing = room.ownThing("p");
        Lock lock = new Lock(thing);
        Future<?> write = threads.submit(() -> put(room.writer, thing, "p", 7));
        await().until(() -> lock.waiting().size() == 1);
        int victim = lock.waiting().getFirst();
        room.db.read(handle -> handle.execute("select pg_terminate_backend(?)", victim));
        await().until(() -> lock.waiting().stream().anyMatch(pid -> pid != victim));
        lock.release();
        write.get();
        assertThat(value(thing, "p")).isEqualTo("7");
        assertThat(logged(thing, "p")).containsExactly("7");
    }

    @Test
    void too_many_writes_are_turned_away_and_the_others_written() throws Exception {
        UUID thing = room.ownThing("p");
        List<Future<?>> writes = new ArrayList<>();
        Lock lock = new Lock(thing);
        for (int i = 0; i < Writer.MOST_UNDER_WAY; i++) {
            int value = i;
            writes.add(threads.submit(() -> put(room.writer, thing, "p", value)));
        }
        await().until(() -> room.writer.underWay() == Writer.MOST_UNDER_WAY);
        assertThatThrownBy(() -> put(room.writer, thing, "p", -1)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(503);
            assertThat(e.retryAfter()).isPresent();
        });
        lock.release();
        for (Future<?> write : writes) {
            write.get();
        }
        assertThat(logged(thing, "p")).doesNotHaveDuplicates().hasSize(Writer.MOST_UNDER_WAY);
    }

    @Test
    void closing_writes_what_was_accepted() throws Exception {
        UUID thing = room.ownThing("p", "q");
        List<Future<?>> writes = new ArrayList<>();
        Lock lock = new Lock(thing);
        for (int i = 0; i < 50; i++) {
            int value = i;
            writes.add(threads.submit(() -> put(room.writer, thing, "p", value)));
        }
        await().until(() -> room.writer.underWay() == 50);
        Future<?> closing = threads.submit(room.writer::close);
        lock.release();
        closing.get();
        for (Future<?> write : writes) {
            write.get();
        }
        assertThat(logged(thing, "p")).hasSize(50);
        assertThatThrownBy(() -> put(room.writer, thing, "q", 1)).hasMessageContaining("stopping");
    }

    @Test
    void writes_to_a_thing_that_is_being_deleted_end_with_404() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID thing = room.ownThing("a", "b", "c", "d");
            List<Future<?>> writes = new ArrayList<>();
            for (String property : List.of("d", "c", "b", "a")) {
                writes.add(threads.submit(() -> {
                    for (int i = 0; ; i++) {
                        put(room.writer, thing, property, i);
                    }
                }));
            }
            await().until(() -> logged(thing, "a").size() > 3);
            room.things.delete(room.app, Optional.empty(), thing);
            for (Future<?> write : writes) {
                assertThatThrownBy(write::get)
                        .cause()
                        .isInstanceOfSatisfying(
                                ApiException.class, e -> assertThat(e.status()).isEqualTo(404));
            }
            assertThat(room.log(thing)).endsWith("REMOVED");
        }
    }

    @Test
    void two_nodes_that_write_the_same_things_do_not_block_each_other() throws Exception {
        String[] properties = IntStream.range(0, 50).mapToObj(i -> "p" + i).toArray(String[]::new);
        UUID thing = room.ownThing(properties);
        List<Future<?>> writes = new ArrayList<>();
        try (Writer other = new Writer(
                room.db,
                InstantSource.system(),
                new Partitions(room.db, 90),
                room.watch,
                room.current,
                new SimpleMeterRegistry())) {
            for (int t = 0; t < 40; t++) {
                Writer node = t % 2 == 0 ? room.writer : other;
                int seed = t;
                writes.add(threads.submit(() -> {
                    List<String> order = new ArrayList<>(List.of(properties));
                    Collections.shuffle(order, new Random(seed));
                    order.forEach(property -> put(node, thing, property, seed));
                }));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        }
        assertThat(deadlocks()).isZero();
        for (String property : properties) {
            assertThat(logged(thing, property).getLast()).isEqualTo(value(thing, property));
        }
    }

    private int deadlocks() {
        return room.db.read(handle -> handle.createQuery(
                        "select deadlocks from pg_stat_database where datname = current_database()")
                .mapTo(Integer.class)
                .one());
    }
}
