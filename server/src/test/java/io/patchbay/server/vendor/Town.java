package io.patchbay.server.vendor;

import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Polled;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Limit;
import io.patchbay.connector.description.Pace;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.thing.PropertyType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A technology for tests of calls: its connector makes none itself.
record Town(URI vendor, List<Limit> limits, Duration interval) implements Connector {
    static Technology at(URI vendor, Limit... limits) {
        return every(Duration.ofMinutes(1), vendor, limits);
    }

    static Technology every(Duration interval, URI vendor, Limit... limits) {
        Town town = new Town(vendor, List.of(limits), interval);
        return new Technology(town, town.description(), vendor, interval, true);
    }

    static Config configuration(Map<String, ?> json) {
        return ((Checked.Valid) form().check(json)).config();
    }

    private static Form form() {
        return Form.of(Field.count("calls", "Calls", "A minute.", 1, 1000, 60));
    }

    @Override
    public Description description() {
        return new Description(
                1,
                "town",
                "Town",
                "For tests.",
                "",
                vendor,
                form(),
                Form.empty(),
                new Authorization.None(),
                new Pace(interval),
                limits,
                Set.of(PropertyType.TEMPERATURE),
                Set.of());
    }

    @Override
    public void check(InstanceContext context) {}

    @Override
    public Client open(ClientContext context) {
        return (Polled) _ -> {};
    }
}
