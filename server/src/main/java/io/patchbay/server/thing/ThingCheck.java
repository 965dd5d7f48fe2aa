package io.patchbay.server.thing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Value;
import io.patchbay.thing.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One check of one thing that an app sent, by the rules of platform-api.md, "Things".
final class ThingCheck {
    private static final int COMPONENTS = 200;
    private static final int PROPERTIES = 200;
    private static final int PROPERTIES_IN_ALL = 1000;
    private static final int ACTIONS = 200;
    private static final int PARAMETERS = 50;
    private static final int CAPABILITIES = 50;
    private static final int ATTRIBUTES = 200;
    private static final int ATTRIBUTE_VALUE = 4000;

    private final Problems problems = new Problems();
    private final List<NewThing.Initial> values = new ArrayList<>();
    private int properties;

    private ThingCheck() {}

    /// @throws ApiException 400 with all that is wrong
    static NewThing check(ThingBody body) {
        ThingCheck check = new ThingCheck();
        Shape shape = check.thing(body);
        check.problems.raise();
        return new NewThing(shape, Objects.requireNonNullElse(body.status(), Availability.AVAILABLE), check.values);
    }

    private Shape thing(ThingBody body) {
        String name = problems.required("name", body.name());
        String manufacturer = problems.optional("manufacturer", body.manufacturer(), "");
        String displayType = problems.required("displayType", body.displayType());
        String main = problems.required("mainComponentId", body.mainComponentId());
        List<Attribute> attributes = attributes(body);
        List<ThingBody.ComponentBody> given = problems.list("components", body.components(), COMPONENTS);
        if (body.components() == null || body.components().isEmpty()) {
            problems.add("components", "must have at least one entry");
        } else if (!main.isBlank() && given.stream().noneMatch(c -> main.equals(c.id()))) {
            problems.add("mainComponentId", "must be the id of one of the components");
        }
        List<Shape.Component> components = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            components.add(component("components[" + i + "].", given.get(i), ids));
        }
        if (properties > PROPERTIES_IN_ALL) {
            problems.add("components", "have more than " + PROPERTIES_IN_ALL + " properties in all");
        }
        return new Shape(name, manufacturer, displayType, main, attributes, components);
    }

    private List<Attribute> attributes(ThingBody body) {
        List<ThingBody.AttributeBody> given = problems.list("attributes", body.attributes(), ATTRIBUTES);
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "attributes[" + i + "].";
            String name = problems.required(field + "name", given.get(i).name());
            if (given.get(i).value() == null) {
                problems.add(field + "value", "is missing");
            }
            attributes.add(new Attribute(
                    name, problems.optional(field + "value", given.get(i).value(), "", ATTRIBUTE_VALUE)));
        }
        return attributes;
    }

    private Shape.Component component(String field, ThingBody.ComponentBody body, Set<String> taken) {
        String id = problems.id(field + "id", body.id(), taken);
        String name = problems.optional(field + "name", body.name(), id);
        String type = problems.required(field + "componentType", body.componentType());
        List<String> capabilities = problems.list(field + "capabilities", body.capabilities(), CAPABILITIES);
        capabilities.forEach(c -> problems.optional(field + "capabilities", c, ""));
        List<ThingBody.PropertyBody> givenProperties =
                problems.list(field + "properties", body.properties(), PROPERTIES);
        List<ThingBody.ActionBody> givenActions = problems.list(field + "actions", body.actions(), ACTIONS);
        if (none(body.properties()) && none(body.actions())) {
            problems.add(field.substring(0, field.length() - 1), "must have at least one property or action");
        }
        List<Shape.Property> slots = new ArrayList<>();
        Set<String> propertyIds = new HashSet<>();
        for (int i = 0; i < givenProperties.size(); i++) {
            slots.add(property(field + "properties[" + i + "].", id, givenProperties.get(i), propertyIds));
        }
        properties += slots.size();
        List<Shape.Action> actions = new ArrayList<>();
        Set<String> actionIds = new HashSet<>();
        for (int i = 0; i < givenActions.size(); i++) {
            actions.add(action(field + "actions[" + i + "].", givenActions.get(i), actionIds));
        }
        return new Shape.Component(id, name, type, capabilities, slots, actions);
    }

    private static boolean none(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    private Shape.Property property(String field, String component, ThingBody.PropertyBody body, Set<String> taken) {
        String id = problems.id(field + "id", body.id(), taken);
        String name = problems.optional(field + "name", body.name(), id);
        String unit = problems.optional(field + "unit", body.unit(), "");
        String propertyType = problems.optional(field + "propertyType", body.propertyType(), "");
        ValueType type = body.type();
        if (type == null) {
            problems.add(field + "type", "is missing");
            type = ValueType.STRING;
        } else {
            value(field + "value", component, id, body.value(), type);
        }
        return new Shape.Property(id, name, type, unit, propertyType);
    }

    /// Old clients send an empty text where there is no value yet.
    private void value(String field, String component, String id, @Nullable JsonNode given, ValueType type) {
        if (given == null
                || given.isNull()
                || (type != ValueType.STRING
                        && given.isTextual()
                        && given.textValue().isEmpty())) {
            return;
        }
        Scalars.text(given)
                .flatMap(text -> Scalars.parse(type, text))
                .map(Value::wire)
                .ifPresentOrElse(
                        value -> values.add(new NewThing.Initial(component, id, value)),
                        () -> problems.add(field, Scalars.rule(type)));
    }

    private Shape.Action action(String field, ThingBody.ActionBody body, Set<String> taken) {
        String id = problems.id(field + "id", body.id(), taken);
        String name = problems.optional(field + "name", body.name(), id);
        List<ThingBody.ParameterBody> given = problems.list(field + "parameters", body.parameters(), PARAMETERS);
        List<Shape.Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            parameters.add(parameter(field + "parameters[" + i + "].", given.get(i), names));
        }
        return new Shape.Action(id, name, parameters);
    }

    private Shape.Parameter parameter(String field, ThingBody.ParameterBody body, Set<String> taken) {
        String name = problems.required(field + "name", body.name());
        if (!name.isEmpty() && !taken.add(name)) {
            problems.add(field + "name", "is used twice");
        }
        ValueType type = body.type();
        if (type == null) {
            problems.add(field + "type", "is missing");
            type = ValueType.STRING;
        }
        return new Shape.Parameter(name, type, true, null, null, null);
    }
}
