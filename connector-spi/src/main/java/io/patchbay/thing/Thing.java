package io.patchbay.thing;

import java.util.List;

/// A device or service as a connector found it.
///
/// @param id the connector's own id of it: 1 to 500 characters, stable for ever, unique within the client
/// @param name what its owner calls it; never empty
/// @param manufacturer may be empty
/// @param displayType what it looks like to people, in capitals: `WEATHER_STATION`
public record Thing(
        String id,
        String name,
        String manufacturer,
        String displayType,
        String mainComponentId,
        Availability status,
        List<Attribute> attributes,
        List<Component> components) {
    public Thing {
        if (id.isBlank() || id.length() > 500) {
            throw new IllegalArgumentException("a thing's id has 1 to 500 characters: \"" + id + "\"");
        }
        if (name.isBlank() || displayType.isBlank()) {
            throw new IllegalArgumentException("thing " + id + " needs a name and a displayType");
        }
        attributes = List.copyOf(attributes);
        components = List.copyOf(components);
        Ids.requireUnique(components.stream().map(Component::id).toList(), "component");
        String main = mainComponentId;
        if (components.stream().noneMatch(c -> c.id().equals(main))) {
            throw new IllegalArgumentException("thing " + id + " has no component \"" + main + "\"");
        }
    }
}
