package io.patchbay.openweathermap;

import io.patchbay.connector.Connector;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.ConnectorContract;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.PropertyType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

class OpenWeatherMapContractTest extends ConnectorContract {
    @Override
    protected Connector connector() {
        return new OpenWeatherMapConnector();
    }

    @Override
    protected Simulator vendor() {
        return new OpenWeatherMapSimulator(0, InstantSource.fixed(Trial.START), Duration.ofMinutes(10));
    }

    @Override
    protected Map<String, Object> instance() {
        return Map.of("app_key", OpenWeatherMapSimulator.APP_KEY);
    }

    /// At the simulator's time it rains at the second place and snows at the third. The first has no forecast: the
    /// kit takes a property type for one whose time the vendor always gives or never.
    @Override
    protected List<Map<String, Object>> clients() {
        return List.of(
                Map.of("city", "Berlin,DE", "air_pollution", true),
                Map.of("latitude", -70, "longitude", -175, "forecast", true),
                Map.of("latitude", -80, "longitude", -125));
    }

    @Override
    protected Map<PropertyType, String> values() {
        return Map.of(
                PropertyType.TEMPERATURE,
                "-1.15",
                PropertyType.WIND_SPEED,
                "6.31",
                PropertyType.PRECIPITATION_PROBABILITY,
                "35");
    }
}
