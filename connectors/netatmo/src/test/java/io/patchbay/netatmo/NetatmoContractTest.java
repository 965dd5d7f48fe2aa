package io.patchbay.netatmo;

import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Connector;
import io.patchbay.simulators.NetatmoHousehold;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.tck.OAuthContract;
import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

public class NetatmoContractTest extends OAuthContract {
    @Override
    protected Connector connector() {
        return new NetatmoConnector();
    }

    @Override
    protected Simulator vendor() {
        return simulator();
    }

    private static NetatmoSimulator simulator() {
        return new NetatmoSimulator(0, InstantSource.fixed(Trial.START), Duration.ofMinutes(10));
    }

    @Override
    protected Map<String, Object> instance() {
        return Map.of(
                "client_id", NetatmoSimulator.CLIENT_ID,
                "client_secret", NetatmoSimulator.CLIENT_SECRET,
                "origin_callback_uri", "https://app.example/linked");
    }

    @Override
    protected List<Map<String, Object>> clients() {
        return List.of(Map.of());
    }

    @Override
    protected List<ActionRequest> actions() {
        try (NetatmoSimulator vendor = simulator()) {
            NetatmoHousehold anna = vendor.household("anna");
            String room = anna.home() + "/" + anna.rooms().getFirst();
            return List.of(
                    new ActionRequest(
                            "r-1",
                            room,
                            "heating",
                            "setTargetTemperature",
                            Map.of("temperature", Value.of(22.5), "end_time", Value.of("2031-03-04T09:00:00+01:00"))),
                    new ActionRequest("r-2", room, "heating", "setMode", Map.of("mode", Value.of("frost"))),
                    new ActionRequest("r-3", anna.home(), "heating", "setMode", Map.of("mode", Value.of("away"))));
        }
    }

    @Override
    protected Map<PropertyType, String> values() {
        return Map.of(PropertyType.HEATING_MODE, "schedule", PropertyType.TARGET_TEMPERATURE, "19");
    }
}
