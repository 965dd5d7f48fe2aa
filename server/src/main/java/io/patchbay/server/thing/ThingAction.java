package io.patchbay.server.thing;

import io.patchbay.thing.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An action of a thing, with what is needed to carry it out.
///
/// @param client           the connector client that made the thing; empty if the app made it
/// @param connectorThingId the connector's own id of the thing; empty if the app made it
public record ThingAction(
        UUID thing,
        String component,
        String id,
        String subject,
        Optional<UUID> client,
        Optional<String> connectorThingId,
        List<Parameter> parameters) {
    public ThingAction {
        parameters = List.copyOf(parameters);
    }

    /// What a request must or may carry.
    ///
    /// @param choices the texts allowed; empty means any
    public record Parameter(
            String name,
            ValueType type,
            boolean required,
            Optional<BigDecimal> minimum,
            Optional<BigDecimal> maximum,
            List<String> choices) {
        public Parameter {
            choices = List.copyOf(choices);
        }

        static Parameter of(Shape.Parameter stored) {
            List<String> choices = stored.choices();
            return new Parameter(
                    stored.name(),
                    stored.type(),
                    stored.required(),
                    optional(stored.minimum()),
                    optional(stored.maximum()),
                    choices == null ? List.of() : choices);
        }

        private static Optional<BigDecimal> optional(@Nullable BigDecimal number) {
            return Optional.ofNullable(number);
        }
    }
}
