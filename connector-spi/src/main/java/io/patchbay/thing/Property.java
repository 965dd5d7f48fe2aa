package io.patchbay.thing;

/// A property of a component: what it is called and what it means. Its value travels apart, as a [Reading].
public record Property(String id, String name, PropertyType type) {
    public Property {
        Ids.require(id, "property");
    }
}
