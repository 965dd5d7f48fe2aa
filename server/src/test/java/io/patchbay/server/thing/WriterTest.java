package io.patchbay.server.thing;

import static io.patchbay.server.thing.Room.NOW;
import static io.patchbay.server.thing.Room.condition;
import static io.patchbay.server.thing.Room.degrees;
import static io.patchbay.server.thing.Room.readings;
import static io.patchbay.server.thing.Room.report;
import static io.patchbay.server.thing.Room.station;
import static io.patchbay.server.thing.Room.temperature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.TestApp;
import io.patchbay.server.cluster.FencedException;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WriterTest {
    private static final Room ROOM = new Room();
    private final Owner owner = ROOM.owner();

    @AfterAll
    static void close() {
        ROOM.close();
    }

    @Test
    void a_first_report_makes_things_with_their_values() {
        ROOM.writer.apply(owner, report(List.of(station("a"), station("b")), degrees("a", 7.5), degrees("b", -3)));
        assertThat(ROOM.things.mappingsOf(ROOM.app, owner.client()))
                .extracting(Mapping::connectorThingId)
                .containsExactly("a", "b");
        PropertyView seen = ROOM.property(owner, "a", "temperature");
        assertThat(seen.value()).isEqualTo("7.5");
        assertThat(seen.unit()).isEqualTo("°C");
        assertThat(seen.lastUpdate()).isEqualTo(NOW);
        assertThat(ROOM.property(owner, "b", "temperature").value()).isEqualTo("-3");
        assertThat(ROOM.property(owner, "b", "condition").lastUpdate()).isNull();
        assertThat(ROOM.log(ROOM.idOf(owner, "a"))).containsExactly("ADDED", "VALUE 7.5");
    }

    @Test
    void the_same_report_again_touches_no_row() {
        Report same = report(List.of(station("a")), degrees("a", 7.5), condition("a", Value.of("rain")));
        ROOM.writer.apply(owner, same);
        String before = ROOM.versions();
        ROOM.writer.apply(owner, same);
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 7.50, NOW.plusSeconds(60))));
        ROOM.writer.apply(owner, readings());
        assertThat(ROOM.versions()).isEqualTo(before);
        ROOM.writer.apply(owner, readings(degrees("a", 7.6)));
        assertThat(ROOM.versions()).isNotEqualTo(before);
    }

    @Test
    void only_what_changed_is_logged() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1), condition("a", Value.of("rain"))));
        ROOM.writer.apply(owner, readings(degrees("a", 2), condition("a", Value.of("rain"))));
        assertThat(ROOM.log(ROOM.idOf(owner, "a"))).containsExactly("ADDED", "VALUE 1", "VALUE rain", "VALUE 2");
    }

    @Test
    void a_property_that_changes_twice_in_a_report_ends_with_the_last_and_logs_both() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1), degrees("a", 2), degrees("a", 1)));
        assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("1");
        assertThat(ROOM.log(ROOM.idOf(owner, "a"))).containsExactly("ADDED", "VALUE 1", "VALUE 2", "VALUE 1");
    }

    @Test
    void an_older_reading_is_ignored() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1, NOW.minusSeconds(60))));
        ROOM.writer.apply(owner, readings(degrees("a", 2, NOW.minusSeconds(61))));
        assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("1");
        ROOM.writer.apply(owner, readings(degrees("a", 3, NOW.minusSeconds(60))));
        assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("3");
    }

    @Test
    void a_vendors_clock_that_runs_ahead_does_not_keep_later_values_out() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1, NOW.plus(Duration.ofDays(9999)))));
        assertThat(ROOM.property(owner, "a", "temperature").lastUpdate()).isEqualTo(NOW);
        ROOM.writer.apply(owner, readings(degrees("a", 2)));
        assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("2");
    }

    @Test
    void a_value_can_become_absent() {
        ROOM.writer.apply(owner, report(List.of(station("a")), condition("a", Value.of("rain"))));
        ROOM.writer.apply(owner, readings(condition("a", new Value.Absent())));
        assertThat(ROOM.property(owner, "a", "condition").value()).isNull();
        assertThat(ROOM.log(ROOM.idOf(owner, "a"))).containsExactly("ADDED", "VALUE rain", "VALUE");
    }

    @Test
    void statuses_are_kept_and_logged() {
        ROOM.writer.apply(owner, report(List.of(station("a"))));
        ROOM.writer.apply(owner, new Report(Optional.empty(), List.of(), Map.of("a", Availability.UNAVAILABLE)));
        UUID id = ROOM.idOf(owner, "a");
        assertThat(ROOM.reads.thing(ROOM.app, id).orElseThrow().whose().status())
                .isEqualTo(Availability.UNAVAILABLE);
        ROOM.writer.apply(owner, report(List.of(station("a"))));
        assertThat(ROOM.log(id)).containsExactly("ADDED", "STATUS UNAVAILABLE", "STATUS AVAILABLE");
    }

    @Test
    void a_thing_that_is_missing_is_removed_and_the_same_thing_when_it_returns() {
        ROOM.writer.apply(owner, report(List.of(station("a"), station("b")), degrees("a", 1)));
        UUID id = ROOM.idOf(owner, "a");
        ROOM.writer.apply(owner, report(List.of(station("b"))));
        assertThat(ROOM.reads.thing(ROOM.app, id)).isEmpty();
        assertThat(ROOM.things.mappingsOf(ROOM.app, owner.client()))
                .extracting(Mapping::connectorThingId)
                .containsExactly("b");
        ROOM.writer.apply(owner, report(List.of(station("a"), station("b")), degrees("a", 2)));
        assertThat(ROOM.idOf(owner, "a")).isEqualTo(id);
        assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("2");
        assertThat(ROOM.log(id)).containsExactly("ADDED", "VALUE 1", "REMOVED", "ADDED", "VALUE 2");
    }

    @Test
    void a_renamed_thing_keeps_its_values() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1)));
        ROOM.writer.apply(owner, report(List.of(station("a", "Renamed", List.of(temperature())))));
        Tree tree = ROOM.reads.thing(ROOM.app, ROOM.idOf(owner, "a")).orElseThrow();
        assertThat(tree.name()).isEqualTo("Renamed");
        assertThat(tree.components().getFirst().properties())
                .extracting(PropertyView::id, PropertyView::value)
                .containsExactly(tuple("temperature", "1"));
        assertThat(ROOM.log(tree.id())).containsExactly("ADDED", "VALUE 1", "CHANGED");
    }

    @Test
    void a_value_does_not_survive_a_change_of_its_unit() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1)));
        Property other = new Property("temperature", "Humidity", PropertyType.HUMIDITY);
        ROOM.writer.apply(owner, report(List.of(station("a", "Station", List.of(other)))));
        PropertyView seen = ROOM.property(owner, "a", "temperature");
        assertThat(seen.unit()).isEqualTo("%");
        assertThat(seen.value()).isNull();
        assertThat(seen.lastUpdate()).isNull();
    }

    @Test
    void a_former_owner_writes_nothing() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1)));
        ROOM.db.run(tx -> tx.execute(
                "update slice set epoch = 2 where number = ?",
                owner.epoch().slice().number()));
        try {
            assertThatThrownBy(() -> ROOM.writer.apply(owner, readings(degrees("a", 2))))
                    .isInstanceOf(FencedException.class);
            assertThatThrownBy(() -> ROOM.writer.apply(owner, report(List.of())))
                    .isInstanceOf(FencedException.class);
            assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("1");
            assertThat(ROOM.log(ROOM.idOf(owner, "a"))).containsExactly("ADDED", "VALUE 1");
        } finally {
            ROOM.db.run(tx -> tx.execute("update slice set epoch = 1"));
        }
    }

    @Test
    void a_report_that_contradicts_itself_is_refused_as_a_whole() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1)));
        Reading stranger = degrees("nobody", 1);
        Reading noProperty = new Reading("a", "outdoor", "noise", Value.of(1), NOW);
        Reading wrongType = new Reading("a", "outdoor", "temperature", Value.of("warm"), NOW);
        Reading unstorable = condition("a", Value.of("a\0b"));
        for (Reading wrong : List.of(stranger, noProperty, wrongType, unstorable)) {
            assertThatThrownBy(() -> ROOM.writer.apply(owner, readings(degrees("a", 2), wrong)))
                    .as(wrong.toString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.thingId());
        }
        assertThatThrownBy(() -> ROOM.writer.apply(owner, report(List.of(station("a"), station("a")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("1");
    }

    @Test
    void a_removed_clients_things_and_devices_are_forgotten() {
        ROOM.writer.apply(owner, report(List.of(station("a"), station("b")), degrees("a", 1)));
        UUID id = ROOM.idOf(owner, "a");
        ROOM.db.run(tx -> ROOM.things.removeOf(tx, ROOM.app, owner.client()));
        assertThat(ROOM.things.mappingsOf(ROOM.app, owner.client())).isEmpty();
        assertThat(ROOM.reads.thing(ROOM.app, id)).isEmpty();
        assertThat(ROOM.log(id)).endsWith("REMOVED");
        ROOM.writer.apply(owner, report(List.of(station("a"))));
        assertThat(ROOM.idOf(owner, "a")).isNotEqualTo(id);
    }

    @Test
    void a_removal_that_is_rolled_back_leaves_everything() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1)));
        assertThatThrownBy(() -> ROOM.db.run(tx -> {
                    ROOM.things.removeOf(tx, ROOM.app, owner.client());
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(ROOM.property(owner, "a", "temperature").value()).isEqualTo("1");
    }

    @Test
    void another_app_sees_and_removes_nothing() {
        ROOM.writer.apply(owner, report(List.of(station("a")), degrees("a", 1)));
        UUID id = ROOM.idOf(owner, "a");
        AppId other = TestApp.in(ROOM.db);
        assertThat(ROOM.things.mappingsOf(other, owner.client())).isEmpty();
        ROOM.db.run(tx -> ROOM.things.removeOf(tx, other, owner.client()));
        assertThat(ROOM.reads.thing(other, id)).isEmpty();
        assertThat(ROOM.idOf(owner, "a")).isEqualTo(id);
    }
}
