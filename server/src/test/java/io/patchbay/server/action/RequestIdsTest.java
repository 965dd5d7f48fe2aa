package io.patchbay.server.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    @Test
    void ids_are_in_the_order_of_time_to_the_microsecond() {
        List<String> ids = new ArrayList<>();
        Instant time = Instant.parse("2026-01-31T12:00:00.998Z");
        for (int i = 0; i < 5000; i++) {
            ids.add(RequestIds.at(time.plusNanos(i * 1000L)).toString());
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void an_id_is_a_uuid_of_version_7_that_tells_its_time() {
        Instant time = Instant.parse("2026-01-31T12:00:00.123456Z");
        UUID id = RequestIds.at(time);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(time.toEpochMilli());
    }
}
