package io.patchbay.tck;

import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.util.List;

/// Where a property is and what it means.
record Typed(String thingId, String componentId, String propertyId, PropertyType type) {

    static List<Typed> of(List<Thing> things) {
        return things.stream()
                .flatMap(thing -> thing.components().stream()
                        .flatMap(component -> component.properties().stream()
                                .map(p -> new Typed(thing.id(), component.id(), p.id(), p.type()))))
                .toList();
    }

    boolean isOf(Reading reading) {
        return reading.thingId().equals(thingId)
                && reading.componentId().equals(componentId)
                && reading.propertyId().equals(propertyId);
    }
}
