package io.patchbay.server.thing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Thing;
import io.patchbay.thing.ValueType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All of a thing that hardly ever changes: neither its status nor its values. Made of what a connector found or of
/// what an app sent, whose properties may have types and units that no [io.patchbay.thing.PropertyType] has.
record Shape(
        String name,
        String manufacturer,
        String displayType,
        String mainComponentId,
        List<Attribute> attributes,
        List<Component> components) {

    record Component(
            String id,
            String name,
            String componentType,
            List<String> capabilities,
            List<Property> properties,
            List<Action> actions) {}

    record Property(String id, String name, ValueType type, String unit, String propertyType) {}

    /// On the wire and in the database alike.
    record Action(String id, String name, List<Parameter> parameters) {}

    /// On the wire and in the database alike.
    ///
    /// @param minimum as `maximum` and `choices`: null if there is none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parameter(
            String name,
            ValueType type,
            boolean required,
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum,
            @Nullable List<String> choices) {}

    static Shape of(Thing thing) {
        return new Shape(
                thing.name(),
                thing.manufacturer(),
                thing.displayType(),
                thing.mainComponentId(),
                thing.attributes(),
                thing.components().stream().map(Shape::component).toList());
    }

    private static Component component(io.patchbay.thing.Component component) {
        return new Component(
                component.id(),
                component.name(),
                component.componentType(),
                // a set has no order of its own, and the fingerprint needs one
                component.capabilities().stream().sorted().toList(),
                component.properties().stream().map(Shape::property).toList(),
                component.actions().stream().map(Shape::action).toList());
    }

    private static Property property(io.patchbay.thing.Property property) {
        return new Property(
                property.id(),
                property.name(),
                property.type().valueType(),
                property.type().unit(),
                property.type().name());
    }

    private static Action action(io.patchbay.thing.Action action) {
        return new Action(
                action.id(),
                action.name(),
                action.parameters().stream().map(Shape::parameter).toList());
    }

    private static Parameter parameter(io.patchbay.thing.Parameter parameter) {
        return new Parameter(
                parameter.name(),
                parameter.type(),
                parameter.required(),
                parameter.minimum().orElse(null),
                parameter.maximum().orElse(null),
                parameter.choices().isEmpty() ? null : parameter.choices());
    }
}
