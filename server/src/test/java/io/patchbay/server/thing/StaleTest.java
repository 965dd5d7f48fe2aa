package io.patchbay.server.thing;

import static io.patchbay.server.thing.Room.degrees;
import static io.patchbay.server.thing.Room.report;
import static io.patchbay.server.thing.Room.station;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.thing.Availability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Which properties say that they are not kept up.
class StaleTest {
    private static final Room ROOM = new Room();

    private final Owner anna = ROOM.owner();
    private final ThingReads fresh = new ThingReads(ROOM.db, _ -> Optional.empty());
    private final ThingReads stale = new ThingReads(ROOM.db, _ -> Optional.of(Room.NOW));

    @AfterAll
    static void close() {
        ROOM.close();
    }

    private PropertyView temperature(ThingReads reads) {
        UUID thing = ROOM.idOf(anna, "s");
        PropertyView alone = reads.property(ROOM.app, new Key(thing, "outdoor", "temperature"))
                .orElseThrow()
                .property();
        PropertyView inside = reads.thing(ROOM.app, thing).orElseThrow().components().stream()
                .flatMap(c -> c.properties().stream())
                .filter(p -> p.id().equals("temperature"))
                .findFirst()
                .orElseThrow();
        assertThat(inside).isEqualTo(alone);
        return alone;
    }

    @Test
    void a_connectors_property_says_whether_its_client_keeps_it_up() {
        ROOM.writer.apply(anna, report(List.of(station("s")), degrees("s", 7)));
        assertThat(temperature(fresh).stale()).isFalse();
        assertThat(temperature(stale).stale()).isTrue();
    }

    @Test
    void a_device_that_is_unavailable_has_stale_values() {
        ROOM.writer.apply(anna, report(List.of(station("s")), degrees("s", 7)));
        ROOM.writer.apply(anna, new Report(Optional.empty(), List.of(), Map.of("s", Availability.UNAVAILABLE)));
        assertThat(temperature(fresh).stale()).isTrue();
    }

    @Test
    void an_apps_own_thing_says_nothing_of_it() {
        UUID own = ROOM.ownThing("n");
        assertThat(stale.property(ROOM.app, new Key(own, "c", "n"))
                        .orElseThrow()
                        .property()
                        .stale())
                .isNull();
    }
}
