package io.patchbay.server.thing;

import static io.patchbay.server.thing.Room.NOW;
import static io.patchbay.server.thing.Room.degrees;
import static io.patchbay.server.thing.Room.readings;
import static io.patchbay.server.thing.Room.report;
import static io.patchbay.server.thing.Room.station;
import static io.patchbay.server.thing.Room.temperature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.TestApp;
import io.patchbay.tck.HandClock;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ChangeReaderTest {
    private static final Room ROOM = new Room();
    private final Owner owner = ROOM.owner();

    @AfterAll
    static void close() {
        ROOM.close();
    }

    private static List<Entry> after(long position) {
        return ROOM.changes.read(Optional.of(ROOM.app), position, ROOM.changes.horizon(), 1000);
    }

    @Test
    void a_value_comes_with_its_series() {
        long before = ROOM.changes.horizon();
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 7.5, NOW.minusSeconds(9))));
        UUID thing = ROOM.idOf(owner, "a");
        assertThat(after(before))
                .satisfiesExactly(
                        added -> {
                            assertThat(added.kind()).isEqualTo(Kind.ADDED);
                            assertThat(added.about()).isEqualTo(thing);
                            assertThat(added.subject()).isEqualTo("anna");
                            assertThat(added.series()).isEmpty();
                        },
                        value -> {
                            Series series = ROOM.changes
                                    .series(ROOM.app, Optional.of("anna"), thing, "outdoor", "temperature")
                                    .orElseThrow();
                            assertThat(value)
                                    .isEqualTo(new Entry(
                                            value.position(),
                                            ROOM.app,
                                            Kind.VALUE,
                                            thing,
                                            Optional.of(series),
                                            "anna",
                                            "7.5",
                                            NOW.minusSeconds(9),
                                            NOW));
                            assertThat(series)
                                    .isEqualTo(new Series(
                                            series.id(),
                                            thing,
                                            "outdoor",
                                            "temperature",
                                            "TEMPERATURE",
                                            "°C",
                                            ValueType.NUMBER,
                                            "anna"));
                        });
    }

    @Test
    void pages_follow_each_other() {
        long before = ROOM.changes.horizon();
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1), degrees("a", 2), degrees("a", 3)));
        List<Entry> all = after(before);
        assertThat(all).hasSize(4);
        List<Entry> first = ROOM.changes.read(Optional.of(ROOM.app), before, ROOM.changes.horizon(), 3);
        List<Entry> rest =
                ROOM.changes.read(Optional.of(ROOM.app), first.getLast().position(), ROOM.changes.horizon(), 3);
        assertThat(first).isEqualTo(all.subList(0, 3));
        assertThat(rest).isEqualTo(all.subList(3, 4));
    }

    @Test
    void another_app_reads_nothing_of_it() {
        AppId other = TestApp.in(ROOM.db);
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1)));
        UUID thing = ROOM.idOf(owner, "a");
        assertThat(ROOM.changes.read(Optional.of(other), 0, ROOM.changes.horizon(), 10))
                .isEmpty();
        assertThat(ROOM.changes.series(other, Optional.empty(), thing, "outdoor", "temperature"))
                .isEmpty();
        assertThat(ROOM.changes.series(ROOM.app, Optional.of("bob"), thing, "outdoor", "temperature"))
                .isEmpty();
        assertThat(ROOM.changes.read(Optional.empty(), 0, ROOM.changes.horizon(), 1000))
                .anyMatch(e -> e.about().equals(thing));
    }

    @Test
    void a_change_of_unit_begins_a_new_series_and_leaves_the_old_values_theirs() {
        long before = ROOM.changes.horizon();
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 21)));
        Property humidity = new Property("temperature", "Humidity", PropertyType.HUMIDITY);
        ROOM.writer.apply(owner, report(List.of(station("a", "Station", List.of(humidity))), degrees("a", 60)));
        assertThat(after(before))
                .filteredOn(e -> e.kind() == Kind.VALUE)
                .extracting(e -> e.value() + e.series().orElseThrow().unit())
                .containsExactly("21°C", "60%");
        ROOM.writer.apply(owner, report(List.of(station("a", "Station", List.of(temperature()))), degrees("a", 22)));
        assertThat(after(before))
                .filteredOn(e -> e.kind() == Kind.VALUE)
                .extracting(e -> e.series().orElseThrow().id())
                .satisfies(ids -> assertThat(ids.get(2)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(1)));
    }

    @Test
    void values_outlive_their_thing() {
        long before = ROOM.changes.horizon();
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 21)));
        ROOM.writer.apply(owner, report(List.of()));
        assertThat(after(before))
                .extracting(e -> e.kind() + ":" + e.value())
                .containsExactly("ADDED:null", "VALUE:21", "REMOVED:null");
    }

    @Test
    void it_tells_whether_all_after_a_position_can_still_be_read() {
        HandClock clock = new HandClock(NOW);
        try (Room room = new Room(clock)) {
            room.db.run(tx -> tx.execute("update app set created = ?", NOW.minus(Duration.ofDays(400))));
            Owner of = room.owner();
            room.writer.apply(of, report(List.of(station("a")), degrees("a", 1)));
            long old = room.changes.horizon();
            room.writer.apply(of, readings(degrees("a", 2)));
            assertThat(room.changes.kept(room.app, old)).isTrue();
            clock.advance(Duration.ofDays(3));
            room.writer.apply(of, readings(degrees("a", 3, clock.instant())));
            long newest = room.changes.horizon();
            room.writer.apply(of, readings(degrees("a", 4, clock.instant())));
            assertThat(room.changes.kept(room.app, old)).isTrue();
            room.retain(room.app, 2);
            assertThat(room.changes.kept(room.app, old))
                    .as("2 is not shown any more")
                    .isFalse();
            assertThat(room.changes.kept(room.app, newest)).isTrue();
            assertThat(room.changes.kept(room.app, room.changes.horizon())).isTrue();
            assertThat(room.changes.kept(room.app, room.changes.horizon() + 1))
                    .as("never drawn")
                    .isFalse();
            assertThat(room.changes.kept(room.app, -1)).isFalse();
            room.db.run(tx -> tx.execute("update app set created = ?", clock.instant()));
            assertThat(room.changes.kept(room.app, old))
                    .as("it had nothing then")
                    .isTrue();
        }
    }

    @Test
    void who_listens_is_told_of_commits_and_then_no_more() throws Exception {
        AtomicLong told = new AtomicLong();
        ROOM.writer.apply(owner, report(List.of(station("a"))));
        long there = ROOM.changes.horizon();
        try (AutoCloseable _ = ROOM.changes.onAdvance(told::set)) {
            await().until(() -> told.get() == there);
            ROOM.writer.apply(owner, readings(degrees("a", 1)));
            await().until(() -> told.get() > there);
            assertThat(after(there)).extracting(Entry::value).containsExactly("1");
            long second = told.get();
            // as another node does it, which tells nobody here
            ROOM.db.run(tx -> ChangeLog.append(
                    tx, List.of(Change.thing(Kind.CHANGED, ROOM.app, UUID.randomUUID(), "anna", NOW))));
            await().until(() -> told.get() > second);
        }
        long last = told.get();
        ROOM.writer.apply(owner, readings(degrees("a", 2)));
        assertThat(ROOM.changes.horizon()).isGreaterThan(last);
        assertThat(told.get()).isEqualTo(last);
    }
}
