package io.patchbay.example;

import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Connector;
import io.patchbay.tck.ConnectorContract;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Value;
import java.util.List;
import java.util.Map;

class ContractTest extends ConnectorContract {
    @Override
    protected Connector connector() {
        return new ExampleConnector();
    }

    @Override
    protected Simulator vendor() {
        return new ExampleSimulator();
    }

    @Override
    protected Map<String, Object> instance() {
        return Map.of(ExampleConnector.API_KEY, ExampleSimulator.KEY);
    }

    @Override
    protected List<Map<String, Object>> clients() {
        return List.of(Map.of(ExampleConnector.SITE, ExampleSimulator.SITE));
    }

    @Override
    protected List<ActionRequest> actions() {
        return List.of(new ActionRequest("r-1", "s-1", "heater", "switch", Map.of("on", Value.of(true))));
    }

    @Override
    protected Map<PropertyType, String> values() {
        return Map.of(PropertyType.TEMPERATURE, "12");
    }
}
