package io.patchbay.thing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// A parameter of an action. The service checks type, range and choice before a connector is called.
///
/// @param required whether a request must carry it
/// @param minimum smallest number allowed, in the unit that `name` or the connector's README states; only with
///     NUMBER
/// @param maximum largest number allowed; only with NUMBER
/// @param choices the texts allowed; empty means any; only with STRING
public record Parameter(
        String name,
        ValueType type,
        boolean required,
        Optional<BigDecimal> minimum,
        Optional<BigDecimal> maximum,
        List<String> choices) {
    public Parameter {
        Ids.require(name, "parameter");
        choices = List.copyOf(choices);
    }

    public static Parameter number(String name, double minimum, double maximum) {
        return new Parameter(
                name,
                ValueType.NUMBER,
                true,
                Optional.of(BigDecimal.valueOf(minimum)),
                Optional.of(BigDecimal.valueOf(maximum)),
                List.of());
    }

    public static Parameter flag(String name) {
        return new Parameter(name, ValueType.BOOLEAN, true, Optional.empty(), Optional.empty(), List.of());
    }

    public static Parameter choice(String name, String... choices) {
        return new Parameter(name, ValueType.STRING, true, Optional.empty(), Optional.empty(), List.of(choices));
    }

    public Parameter optional() {
        return new Parameter(name, type, false, minimum, maximum, choices);
    }
}
