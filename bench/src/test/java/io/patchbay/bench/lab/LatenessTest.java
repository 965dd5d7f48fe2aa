package io.patchbay.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final String BEFORE = """
            # HELP patchbay_polls_lateness_seconds start of a call after its due time
            # TYPE patchbay_polls_lateness_seconds histogram
            patchbay_polls_lateness_seconds_bucket{le="0.1"} 1000.0
            patchbay_polls_lateness_seconds_bucket{le="0.2"} 1000.0
            patchbay_polls_lateness_seconds_bucket{le="+Inf"} 1000.0
            patchbay_polls_lateness_seconds_count 1000.0
            """;
    private static final String AFTER = """
            patchbay_polls_lateness_seconds_bucket{le="0.1"} 1090.0
            patchbay_polls_lateness_seconds_bucket{le="0.2"} 1100.0
            patchbay_polls_lateness_seconds_bucket{le="+Inf"} 1100.0
            patchbay_polls_seconds_count{outcome="success",type="bench",who="nobody"} 7.0
            patchbay_polls_seconds_count{outcome="crash",type="bench",who="author"} 1.0
            """;

    @Test
    void a_percentile_is_of_the_window_only_and_lies_within_its_bucket() {
        Metrics before = Metrics.parse(BEFORE);
        Metrics after = Metrics.parse(AFTER);
        assertThat(Lateness.percentile(before, after, 99)).isCloseTo(190, within(0.01));
        assertThat(Lateness.percentile(before, after, 45)).isCloseTo(50, within(0.01));
    }

    @Test
    void a_window_without_polls_has_none() {
        Metrics same = Metrics.parse(BEFORE);
        assertThatThrownBy(() -> Lateness.percentile(same, same, 99)).isInstanceOf(BenchmarkException.class);
    }

    @Test
    void series_of_a_metric_are_added_up() {
        assertThat(Metrics.parse(AFTER).sum("patchbay_polls_seconds_count")).isEqualTo(8);
        assertThat(Metrics.parse(AFTER).sum("patchbay_polls")).isZero();
    }
}
