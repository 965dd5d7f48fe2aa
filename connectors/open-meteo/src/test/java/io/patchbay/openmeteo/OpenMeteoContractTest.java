package io.patchbay.openmeteo;

import io.patchbay.connector.Connector;
import io.patchbay.simulators.OpenMeteoSimulator;
import io.patchbay.tck.ConnectorContract;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.PropertyType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

class OpenMeteoContractTest extends ConnectorContract {
    @Override
    protected Connector connector() {
        return new OpenMeteoConnector();
    }

    @Override
    protected Simulator vendor() {
        return new OpenMeteoSimulator(0, InstantSource.fixed(Trial.START), Duration.ofMinutes(15));
    }

    @Override
    protected Map<String, Object> instance() {
        return Map.of();
    }

    @Override
    protected List<Map<String, Object>> clients() {
        return List.of(Map.of("city", "Berlin,DE", "forecast", true), Map.of("latitude", -70, "longitude", -175));
    }

    @Override
    protected Map<PropertyType, String> values() {
        return Map.of(PropertyType.TEMPERATURE, "-1.2", PropertyType.WIND_SPEED, "6.31", PropertyType.RAIN, "0.33");
    }
}
