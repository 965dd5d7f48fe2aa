package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchbay.server.db.Db;
import io.patchbay.server.run.Pulse;
import io.patchbay.server.thing.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HealthFiguresTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Pulse.Kind DOWN = new Pulse.Kind("weather", "unavailable", "nobody");

    /// Each five seconds 50 polls, 40 of them at most 10 ms late and the others at most 100 ms; 5 failures from the
    /// third minute on.
    private static HealthSample sample(int i) {
        return new HealthSample(
                START.plusSeconds(5L * i),
                new Pulse.Beat(
                        50L * i,
                        Map.of(DOWN, Math.max(0L, 5L * (i - 36))),
                        50L * i,
                        List.of(new Pulse.Late(10, 40.0 * i), new Pulse.Late(100, 50.0 * i)),
                        50L * i,
                        75.0 * i,
                        i,
                        0),
                new Writer.Batches(20L * i, 60L * i, 100.0 * i),
                0,
                new Db.Load(2, 0, 16),
                i == 40 ? Double.NaN : 1);
    }

    private static final List<HealthSample> ALL =
            IntStream.rangeClosed(0, 180).mapToObj(HealthFiguresTest::sample).toList();

    private final HealthFigures figures = new HealthFigures(ALL);

    @Test
    void figures_are_of_the_last_minute() {
        HealthSample now = figures.last();
        HealthSample minute = figures.minuteAgo();
        assertThat(now.secondsSince(minute)).isEqualTo(60);
        assertThat(now.polls(minute)).isEqualTo(10);
        assertThat(now.failures(minute)).isEqualTo(1);
        assertThat(now.stretch(minute)).isEqualTo(1.5);
        assertThat(now.batches(minute)).isEqualTo(4);
        assertThat(now.batchSize(minute)).isEqualTo(3);
        assertThat(now.batchTime(minute)).isEqualTo(5);
        assertThat(now.lateness(minute, 0.5)).isCloseTo(6.25, within(0.01));
        assertThat(now.lateness(minute, 0.99)).isCloseTo(95.5, within(0.01));
        assertThat(figures.all())
                .extracting(HealthFigures.Figure::value)
                .contains("10", "1.50", "180", "4.0", "5.0 ms");
    }

    @Test
    void nothing_called_is_nothing_late_and_on_time() {
        HealthSample now = figures.last();
        assertThat(now.lateness(now, 0.99)).isZero();
        assertThat(now.stretch(now)).isEqualTo(1);
        assertThat(now.batchSize(now)).isZero();
        assertThat(now.batchTime(now)).isZero();
    }

    @Test
    void errors_are_counted_by_vendor_and_by_who_must_act() {
        assertThat(Failing.of(figures, type -> "The " + type))
                .containsExactly(new Failing(
                        "The weather", "Gave no answer, or an error of its own", "Nobody: it is tried again", 60, 720));
        assertThat(Failing.of(new HealthFigures(ALL.subList(0, 30)), type -> type))
                .isEmpty();
    }

    @Test
    void a_chart_ends_at_the_right_and_leaves_out_what_is_not_known() {
        Spark full = Spark.of(IntStream.range(0, 180).mapToObj(i -> (double) i).toList(), 1, "%.0f");
        assertThat(full.line()).startsWith("0.0,30.0 ").endsWith(" 180.0,2.0");
        assertThat(full.lowest()).isEqualTo("0");
        assertThat(full.highest()).isEqualTo("179");
        Spark part = Spark.of(List.of(Double.NaN, 1.0), 2, "%.0f");
        assertThat(part.line()).isEqualTo("180.0,16.0");
        assertThat(part.area()).isEqualTo("180.0,32 180.0,16.0 180,32");
        assertThat(Spark.of(List.of(), 1, "%.0f")).isEqualTo(Spark.NONE);
    }
}
