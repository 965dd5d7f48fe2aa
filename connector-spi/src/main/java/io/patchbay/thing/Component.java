package io.patchbay.thing;

import java.util.List;
import java.util.Set;

/// A part of a thing, with at least one property or action.
///
/// @param componentType what it is, in capitals: `WEATHER`, `THERMOSTAT`
/// @param capabilities what it can, in capitals: `SWITCHABLE`; may be empty
public record Component(
        String id,
        String name,
        String componentType,
        Set<String> capabilities,
        List<Property> properties,
        List<Action> actions) {
    public Component {
        Ids.require(id, "component");
        if (componentType.isBlank()) {
            throw new IllegalArgumentException("component " + id + " has no componentType");
        }
        if (properties.isEmpty() && actions.isEmpty()) {
            throw new IllegalArgumentException("component " + id + " has neither properties nor actions");
        }
        capabilities = Set.copyOf(capabilities);
        properties = List.copyOf(properties);
        actions = List.copyOf(actions);
        Ids.requireUnique(properties.stream().map(Property::id).toList(), "property");
        Ids.requireUnique(actions.stream().map(Action::id).toList(), "action");
    }
}
