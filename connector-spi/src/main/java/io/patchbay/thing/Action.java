package io.patchbay.thing;

import java.util.List;

/// Something a component can be asked to do.
public record Action(String id, String name, List<Parameter> parameters) {
    public Action {
        Ids.require(id, "action");
        parameters = List.copyOf(parameters);
        Ids.requireUnique(parameters.stream().map(Parameter::name).toList(), "parameter");
    }
}
