package io.patchbay.server.thing;

import static io.patchbay.server.thing.Room.NOW;
import static io.patchbay.server.thing.Room.degrees;
import static io.patchbay.server.thing.Room.readings;
import static io.patchbay.server.thing.Room.report;
import static io.patchbay.server.thing.Room.station;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.access.TestApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW); // a Saturday
    private final Room room = new Room(now::get);
    private final Partitions partitions = new Partitions(room.db, 90);

    @AfterEach
    void drop() {
        room.close();
    }

    private List<String> names() {
        return room.db.read(handle -> handle.createQuery("select inhrelid::regclass::text from pg_inherits where"
                        + " inhparent = 'change_log'::regclass order by 1")
                .mapTo(String.class)
                .list());
    }

    private int series() {
        return room.db.read(handle -> handle.createQuery("select count(*) from series")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void this_week_and_four_ahead_are_made() {
        assertThat(names())
                .containsExactly(
                        "change_log_2026_01_26",
                        "change_log_2026_02_02",
                        "change_log_2026_02_09",
                        "change_log_2026_02_16",
                        "change_log_2026_02_23");
    }

    @Test
    void a_week_goes_when_all_of_it_is_older_than_the_retention() {
        partitions.keep(Instant.parse("2026-05-02T12:00:00Z")); // 90 days before: Sunday, 1 February
        assertThat(names()).startsWith("change_log_2026_01_26");
        new Partitions(room.db, 90).keep(Instant.parse("2026-05-03T00:00:00Z"));
        assertThat(names()).startsWith("change_log_2026_02_02").contains("change_log_2026_05_25");
    }

    @Test
    void a_week_goes_when_no_app_keeps_it_any_more() {
        room.retain(room.app, 30);
        room.retain(TestApp.in(room.db), 40);
        partitions.keep(NOW.plus(Duration.ofDays(40))); // Saturday as well
        assertThat(names()).startsWith("change_log_2026_01_26");
        new Partitions(room.db, 90).keep(NOW.plus(Duration.ofDays(42)));
        assertThat(names()).startsWith("change_log_2026_02_02");
        new Partitions(room.db, 20).keep(NOW.plus(Duration.ofDays(42)));
        assertThat(names()).startsWith("change_log_2026_02_16");
    }

    @Test
    void two_nodes_make_them_once() {
        partitions.keep(NOW);
        new Partitions(room.db, 90).keep(NOW);
        assertThat(names()).hasSize(5);
    }

    @Test
    void a_clock_that_jumps_finds_its_week() {
        Owner owner = room.owner();
        room.writer.apply(owner, report(List.of(station("a"))));
        now.set(NOW.plus(Duration.ofDays(60)));
        room.writer.apply(owner, readings(degrees("a", 5)));
        now.set(NOW.minus(Duration.ofDays(40)));
        room.writer.apply(room.owner(), report(List.of(station("b"))));
        assertThat(room.property(owner, "a", "temperature").value()).isEqualTo("5");
        assertThat(room.entries()).extracting(Entry::kind).containsExactly(Kind.ADDED, Kind.VALUE, Kind.ADDED);
    }

    @Test
    void series_outlive_their_property_until_the_log_has_forgotten_their_values() {
        Owner owner = room.owner();
        room.writer.apply(owner, report(List.of(station("a")), degrees("a", 5)));
        room.writer.apply(owner, report(List.of()));
        assertThat(series()).isEqualTo(2);
        assertThat(room.entries()).anyMatch(e -> e.kind() == Kind.VALUE);
        partitions.keep(Instant.parse("2026-05-02T12:00:00Z"));
        assertThat(series()).isEqualTo(2);
        new Partitions(room.db, 90).keep(Instant.parse("2026-05-03T00:00:00Z"));
        assertThat(series()).isZero();
        assertThat(room.entries()).isEmpty();
    }

    @Test
    void series_of_properties_that_are_there_stay_for_ever() {
        Owner owner = room.owner();
        room.writer.apply(owner, report(List.of(station("a")), degrees("a", 5)));
        room.writer.apply(owner, report(List.of()));
        room.writer.apply(owner, report(List.of(station("a"))));
        partitions.keep(NOW.plus(Duration.ofDays(1000)));
        assertThat(series()).isEqualTo(2);
    }
}
