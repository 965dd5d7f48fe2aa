package io.patchbay.server.vendor;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/// The real thing, for other rooms' tests.
public final class TestVendors implements AutoCloseable {
    private final HttpVendors vendors;

    public TestVendors(InstantSource clock, MeterRegistry meters) {
        this.vendors = new HttpVendors(clock, meters, 200, Duration.ofSeconds(20));
    }

    public Vendors vendors() {
        return vendors;
    }

    @Override
    public void close() {
        vendors.close();
    }
}
