package io.patchbay.server.thing;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.db.TestDb;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private final TestDb database = TestDb.fresh();
    private final Partitions partitions = new Partitions(database.db(), 90);

    @AfterEach
    void drop() {
        database.close();
    }

    private List<String> names() {
        return database.db()
                .read(handle -> handle.createQuery("select inhrelid::regclass::text from pg_inherits where inhparent ="
                                + " 'change_log'::regclass order by 1")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void this_month_and_two_ahead_are_made() {
        partitions.keep(Instant.parse("2026-11-30T23:59:59Z"));
        assertThat(names()).containsExactly("change_log_2026_11", "change_log_2026_12", "change_log_2027_01");
    }

    @Test
    void a_month_goes_when_all_of_it_is_older_than_the_retention() {
        partitions.keep(Instant.parse("2026-01-15T00:00:00Z"));
        partitions.keep(Instant.parse("2026-05-01T00:00:00Z")); // 90 days before: 31 January
        assertThat(names()).startsWith("change_log_2026_01");
        partitions.keep(Instant.parse("2026-05-02T00:00:00Z"));
        assertThat(names()).startsWith("change_log_2026_02").contains("change_log_2026_07");
    }

    @Test
    void two_nodes_make_them_once() {
        partitions.keep(Instant.parse("2026-01-15T00:00:00Z"));
        new Partitions(database.db(), 90).keep(Instant.parse("2026-01-15T00:00:00Z"));
        assertThat(names()).hasSize(3);
    }
}
