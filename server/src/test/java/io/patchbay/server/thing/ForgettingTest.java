package io.patchbay.server.thing;

import static io.patchbay.server.thing.Room.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Retention;
import io.patchbay.server.access.TestApp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Apps that keep their changes for different times, in the same weeks.
class ForgettingTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Room room = new Room(now::get);
    private final AppId brief = TestApp.in(room.db);
    private final Forgetting forgetting = new Forgetting(room.db, new Retention(room.db, now::get, 90));

    @BeforeEach
    void log() {
        List<Change> changes = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            for (AppId app : List.of(room.app, brief)) {
                changes.add(Change.thing(Kind.CHANGED, app, UUID.randomUUID(), "anna", NOW.plus(Duration.ofDays(day))));
            }
        }
        room.db.run(tx -> ChangeLog.append(tx, changes));
        now.set(NOW.plus(Duration.ofDays(20)));
        room.retain(brief, 5);
    }

    @AfterEach
    void drop() {
        room.close();
    }

    private List<Instant> read(Optional<AppId> app) {
        return room.changes.read(app, 0, Long.MAX_VALUE, 1000).stream()
                .map(Entry::received)
                .toList();
    }

    private int stored(AppId app) {
        return room.db.read(handle -> handle.createQuery("select count(*) from change_log where app_id = :app")
                .bind("app", app.value())
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void an_app_sees_what_its_own_retention_lets_it_see_before_anything_is_deleted() {
        assertThat(stored(brief)).isEqualTo(20);
        assertThat(read(Optional.of(brief)))
                .hasSize(5)
                .allSatisfy(received -> assertThat(received).isAfterOrEqualTo(NOW.plus(Duration.ofDays(15))));
        assertThat(read(Optional.of(room.app))).hasSize(20);
    }

    @Test
    void what_it_does_not_see_is_deleted_and_nothing_else() {
        for (int step : new int[] {3, Forgetting.STEP}) {
            forgetting.forget(step);
            assertThat(stored(brief)).isEqualTo(5);
            assertThat(read(Optional.of(brief))).hasSize(5);
            assertThat(stored(room.app)).isEqualTo(20);
        }
        now.set(now.get().plus(Duration.ofDays(4)));
        forgetting.forget(1);
        assertThat(stored(brief)).isEqualTo(1);
        assertThat(stored(room.app)).isEqualTo(20);
    }

    @Test
    void what_an_operator_allows_is_the_most() {
        room.retain(brief, 1000);
        Retention short7 = new Retention(room.db, now::get, 7);
        assertThat(short7.since(brief)).isEqualTo(now.get().minus(Duration.ofDays(7)));
        assertThat(short7.since(room.app)).isEqualTo(now.get().minus(Duration.ofDays(7)));
        assertThat(room.retention.since(room.app)).isEqualTo(now.get().minus(Duration.ofDays(90)));
    }
}
