package io.patchbay.server.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.thing.Scalars;
import io.patchbay.server.thing.ThingAction;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One check of what was given to one action.
final class Parameters {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Value> values = new TreeMap<>();

    private Parameters() {}

    /// The values by name.
    ///
    /// @throws ApiException 400 with all that is wrong
    static Map<String, Value> check(ThingAction action, Map<String, @Nullable JsonNode> given) {
        Parameters check = new Parameters();
        for (ThingAction.Parameter parameter : action.parameters()) {
            check.read(parameter, given.get(parameter.name()));
        }
        List<String> names =
                action.parameters().stream().map(ThingAction.Parameter::name).toList();
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .limit(50)
                .forEach(name -> check.problems.add(new Problem(name, unknown(names))));
        if (!check.problems.isEmpty()) {
            throw ApiException.invalid(check.problems);
        }
        return check.values;
    }

    private static String unknown(List<String> names) {
        return "is no parameter of this action, which takes " + (names.isEmpty() ? "none" : String.join(", ", names));
    }

    private void read(ThingAction.Parameter parameter, @Nullable JsonNode given) {
        String name = parameter.name();
        if (given == null || given.isNull()) {
            if (parameter.required()) {
                problems.add(new Problem(name, "is missing"));
            }
            return;
        }
        Optional<Value> value = Scalars.text(given).flatMap(text -> Scalars.parse(parameter.type(), text));
        Optional<String> problem =
                value.isEmpty() ? Optional.of(Scalars.rule(parameter.type())) : problem(parameter, value.get());
        problem.ifPresentOrElse(
                message -> problems.add(new Problem(name, message)), () -> values.put(name, value.orElseThrow()));
    }

    private static Optional<String> problem(ThingAction.Parameter parameter, Value value) {
        return switch (value) {
            case Value.Decimal number -> range(parameter, number);
            case Value.Text text
            when !parameter.choices().isEmpty() && !parameter.choices().contains(text.text()) ->
                Optional.of("must be one of " + String.join(", ", parameter.choices()));
            case Value.Text _, Value.Flag _, Value.Absent _ -> Optional.empty();
        };
    }

    private static Optional<String> range(ThingAction.Parameter parameter, Value.Decimal value) {
        boolean low = parameter
                .minimum()
                .filter(least -> value.number().compareTo(least) < 0)
                .isPresent();
        boolean high = parameter
                .maximum()
                .filter(most -> value.number().compareTo(most) > 0)
                .isPresent();
        if (!low && !high) {
            return Optional.empty();
        }
        String least = parameter.minimum().map(n -> "at least " + plain(n)).orElse("");
        String most = parameter.maximum().map(n -> "at most " + plain(n)).orElse("");
        return Optional.of("must be " + least + (least.isEmpty() || most.isEmpty() ? "" : " and ") + most);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
