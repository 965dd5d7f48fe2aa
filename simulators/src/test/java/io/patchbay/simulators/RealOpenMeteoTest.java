package io.patchbay.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.tck.simulator.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealOpenMeteoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OpenMeteoSimulator vendor = new OpenMeteoSimulator(0, InstantSource.system(), Duration.ofMinutes(15));

    @AfterEach
    void close() {
        vendor.close();
    }

    @Test
    void a_vendor_that_tells_a_temperature_is_there() throws Exception {
        assertThat(RealOpenMeteo.answers(vendor.url(), PATIENCE)).isTrue();
        assertThat(vendor.calls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REFUSED", "THROTTLED", "DOWN", "HTML", "CUT"})
    void one_that_is_away_or_limited_and_a_login_page_are_not(Fault fault) throws Exception {
        vendor.faults().set(fault);
        assertThat(RealOpenMeteo.answers(vendor.url(), PATIENCE)).isFalse();
    }

    @Test
    void one_that_takes_too_long_is_not_waited_for() throws Exception {
        vendor.faults().set(Fault.SLOW);
        assertThat(RealOpenMeteo.answers(vendor.url(), Duration.ofMillis(300))).isFalse();
    }

    @Test
    void a_name_that_nobody_knows_is_no_vendor() throws Exception {
        assertThat(RealOpenMeteo.answers(URI.create("http://open-meteo.invalid"), PATIENCE))
                .isFalse();
    }
}
