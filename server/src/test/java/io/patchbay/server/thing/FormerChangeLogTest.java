package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Retention;
import io.patchbay.server.db.Db;
import io.patchbay.server.db.TestDb;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The change log of a version that named thing, component and property in every row.
class FormerChangeLogTest {
    private static final String APP = "00000000-0000-0000-0000-00000000000a";
    private static final String THERE = "00000000-0000-0000-0000-000000000001";
    private static final String GONE = "00000000-0000-0000-0000-000000000002";
    private static final TestDb DATABASE = TestDb.upgraded(
            "7",
            "insert into account (id, email, password, created) values ('" + APP + "', 'a@example.org', '-', now())",
            "insert into app (id, account, name, secret, created) values ('" + APP + "', '" + APP
                    + "', 'a', '', now())",
            "insert into thing (id, app_id, subject, name, manufacturer, display_type, main_component_id, status,"
                    + " attributes, created) values ('" + THERE + "', '" + APP
                    + "', 'anna', '', '', '', 'c', 'AVAILABLE', '[]', now())",
            "insert into component values ('" + THERE + "', 'c', 0, 'c', '', '[]', '[]')",
            "insert into property (thing_id, component_id, id, place, name, type, unit, property_type)" + " values ('"
                    + THERE + "', 'c', 'p', 0, '', 'NUMBER', '°C', 'TEMPERATURE')",
            "create table change_log_2026_01 partition of change_log for values from ('2026-01-01') to ('2026-02-01')",
            "create table change_log_2026_02 partition of change_log for values from ('2026-02-01') to ('2026-03-01')",
            row("ADDED", THERE, null, "anna", "2026-01-31T23:00:00Z"),
            row("VALUE", THERE, "p", "1", "2026-01-31T23:30:00Z"),
            row("ADDED", GONE, null, "bob", "2026-02-01T00:10:00Z"),
            row("VALUE", GONE, "q", "2", "2026-02-01T00:10:00Z"),
            row("STATUS", GONE, null, "UNAVAILABLE", "2026-02-05T00:00:00Z"),
            row("REMOVED", GONE, null, "bob", "2026-02-28T00:00:00Z"),
            row("VALUE", THERE, "p", "3", "2026-02-28T10:00:00Z"));

    private final Db db = DATABASE.db();
    private final Horizon horizon = new Horizon(db);
    private final ChangeReader changes = new ChangeReader(
            db,
            horizon,
            new HorizonWatch(horizon),
            new Retention(db, InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")), 90));

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    private static String row(String kind, String thing, @Nullable String property, String value, String received) {
        return "insert into change_log (app_id, kind, thing_id, component_id, property_id, value, at, received) values ('"
                + APP + "', '" + kind + "', '" + thing + "', "
                + (property == null ? "null, null" : "'c', '" + property + "'")
                + ", '" + value + "', timestamptz '" + received + "' - interval '1 second', '" + received + "')";
    }

    @Test
    void its_rows_are_kept() {
        List<Entry> entries = changes.read(Optional.of(new AppId(UUID.fromString(APP))), 0, changes.horizon(), 100);
        assertThat(entries)
                .extracting(e -> e.position() + " " + e.kind() + " "
                        + e.about().toString().substring(35) + " " + e.subject() + " " + e.value())
                .containsExactly(
                        "1 ADDED 1 anna null",
                        "2 VALUE 1 anna 1",
                        "3 ADDED 2 bob null",
                        "4 VALUE 2 bob 2",
                        "5 STATUS 2 bob UNAVAILABLE",
                        "6 REMOVED 2 bob null",
                        "7 VALUE 1 anna 3");
        assertThat(entries.getLast().received()).isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));
        assertThat(entries.getLast().at()).isEqualTo(Instant.parse("2026-02-28T09:59:59Z"));
        assertThat(entries.getLast().series())
                .isEqualTo(changes.series(
                        new AppId(UUID.fromString(APP)), Optional.empty(), UUID.fromString(THERE), "c", "p"));
        assertThat(entries.getLast().series().orElseThrow().unit()).isEqualTo("°C");
    }

    @Test
    void positions_go_on_and_its_weeks_end_with_the_retention() {
        Partitions partitions = new Partitions(db, 90);
        Instant now = Instant.parse("2026-05-15T00:00:00Z");
        partitions.keep(now);
        db.run(tx -> ChangeLog.append(
                tx,
                List.of(Change.thing(
                        Kind.CHANGED, new AppId(UUID.fromString(APP)), UUID.fromString(THERE), "anna", now))));
        assertThat(changes.read(Optional.empty(), 7, Long.MAX_VALUE, 10))
                .extracting(Entry::position)
                .containsExactly(8L);
    }
}
