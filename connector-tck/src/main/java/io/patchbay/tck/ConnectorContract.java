package io.patchbay.tck;

import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Connector;
import io.patchbay.tck.simulator.Simulator;
import io.patchbay.thing.PropertyType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/// What every connector must keep: the numbered rules of `io.patchbay.connector`, tried at a simulated vendor. A
/// connector's author extends this class and supplies the parts; the rules come along, by aspect.
///
/// ```
/// class ContractTest extends ConnectorContract {
///     protected Connector connector() { return new MyConnector(); }
///     protected Simulator vendor() { return new MyVendor(); }
///     protected Map<String, Object> instance() { return Map.of("app_key", MyVendor.KEY); }
///     protected List<Map<String, Object>> clients() { return List.of(Map.of("city", "Berlin")); }
/// }
/// ```
///
/// A test's name and its messages begin with the number of its rule. Rules of abilities that a connector does not
/// declare hold by its not having them.
public abstract class ConnectorContract {

    /// A new connector, as the service makes it.
    protected abstract Connector connector();

    /// A new simulator that knows the configurations below and always gives the same data. The kit closes it.
    protected abstract Simulator vendor();

    /// An instance's configuration that works. Its secrets have at least 8 characters, so that they are recognized
    /// where they must not be.
    protected abstract Map<String, Object> instance();

    /// Configurations of end customers. Together their things have everything the description declares; the first
    /// is used most, and should have several things if a customer can have several.
    protected abstract List<Map<String, Object>> clients();

    /// At least one request per declared action that the vendor carries out for the first of [#clients].
    protected List<ActionRequest> actions() {
        return List.of();
    }

    /// Requests that the vendor will not carry out; the actions above on a thing it does not know, unless set.
    protected List<ActionRequest> refused() {
        return actions().stream()
                .map(a -> new ActionRequest(a.id(), "no-such-thing", a.componentId(), a.actionId(), a.parameters()))
                .toList();
    }

    /// Whether the vendor gives a time of measurement with values of this type.
    protected boolean vendorGivesTime(PropertyType type) {
        return true;
    }

    /// What some of the simulator's data mean in the units of the vocabulary, as they go over the wire: at least
    /// one of each type that the connector converts.
    protected Map<PropertyType, String> values() {
        return Map.of();
    }

    @Nested
    class Describing extends DescriptionRules {
        Describing() {
            super(ConnectorContract.this);
        }
    }

    @Nested
    class Configuring extends ConfigurationRules {
        Configuring() {
            super(ConnectorContract.this);
        }
    }

    @Nested
    class Discovering extends DiscoveryRules {
        Discovering() {
            super(ConnectorContract.this);
        }
    }

    @Nested
    class Reading extends ReadingRules {
        Reading() {
            super(ConnectorContract.this);
        }
    }

    @Nested
    class Acting extends ActionRules {
        Acting() {
            super(ConnectorContract.this);
        }
    }

    @Nested
    class Failing extends FailureRules {
        Failing() {
            super(ConnectorContract.this);
        }
    }

    @Nested
    class Living extends LifecycleRules {
        Living() {
            super(ConnectorContract.this);
        }
    }

    @Nested
    class KeepingSecrets extends SecretRules {
        KeepingSecrets() {
            super(ConnectorContract.this);
        }
    }
}
