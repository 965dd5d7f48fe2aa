package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.patchbay.server.thing.Report;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a call collects: its report, that report's fingerprint, and its memory.
class CollectingTest {
    @Test
    void a_report_is_taken_once_and_nothing_is_taken_for_nothing() {
        CollectingSink sink = new CollectingSink(() -> {});
        assertThat(sink.take()).isNull();
        sink.reading(Probe.reading("1"));
        assertThat(sink.take())
                .isNotNull()
                .extracting(Report::readings)
                .asInstanceOf(LIST)
                .hasSize(1);
        assertThat(sink.take()).isNull();
    }

    @Test
    void reports_are_announced_once_the_present_state_is_complete() {
        AtomicInteger announced = new AtomicInteger();
        CollectingSink sink = new CollectingSink(announced::incrementAndGet);
        sink.reading(Probe.reading("1"));
        assertThat(announced).hasValue(0);
        sink.current();
        sink.reading(Probe.reading("2"));
        assertThat(announced).hasValue(2);
    }

    @Test
    void a_sink_ends_with_its_call() {
        CollectingSink sink = new CollectingSink(() -> {});
        sink.close();
        assertThatIllegalStateException().isThrownBy(() -> sink.reading(Probe.reading("1")));
    }

    @Test
    void equal_reports_have_equal_fingerprints_and_others_do_not() {
        Report report = report("1", Instant.EPOCH, Availability.AVAILABLE);
        assertThat(Fingerprint.of(report))
                .isEqualTo(Fingerprint.of(report("1", Instant.EPOCH, Availability.AVAILABLE)));
        assertThat(List.of(
                        report("2", Instant.EPOCH, Availability.AVAILABLE),
                        report("1", Instant.EPOCH.plusNanos(1), Availability.AVAILABLE),
                        report("1", Instant.EPOCH, Availability.UNAVAILABLE),
                        new Report(Optional.of(List.of()), report.readings(), report.statuses()),
                        new Report(
                                Optional.empty(),
                                List.of(new Reading("probe", "main", "temperature", Value.of(1), Instant.EPOCH)),
                                report.statuses())))
                .extracting(Fingerprint::of)
                .doesNotContain(Fingerprint.of(report))
                .doesNotHaveDuplicates();
    }

    @Test
    void texts_that_hash_alike_have_other_fingerprints() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(Fingerprint.of(report("Aa", Instant.EPOCH, Availability.AVAILABLE)))
                .isNotEqualTo(Fingerprint.of(report("BB", Instant.EPOCH, Availability.AVAILABLE)));
    }

    @Test
    void a_memory_tells_what_is_to_be_stored() {
        ClientMemory memory = new ClientMemory(Map.of("a", "1"));
        memory.put("a", "1");
        assertThat(memory.changes()).isEmpty();
        memory.put("b", "2");
        Map<String, String> changes = memory.changes();
        memory.put("b", "3");
        memory.stored(changes);
        assertThat(memory.changes()).as("it changed again meanwhile").containsExactly(Map.entry("b", "3"));
        assertThat(memory.get("b")).contains("3");
    }

    @Test
    void a_memory_has_its_limits() {
        ClientMemory memory = new ClientMemory(Map.of());
        for (int i = 0; i < 32; i++) {
            memory.put("key" + i, "x".repeat(2000));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> memory.put("one more", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.put("key1", "x".repeat(2001)));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.put("x".repeat(101), ""));
    }

    private static Report report(String value, Instant at, Availability status) {
        Reading reading = new Reading("probe", "main", "temperature", Value.of(value), at);
        return new Report(Optional.empty(), List.of(reading), Map.of("probe", status));
    }
}
