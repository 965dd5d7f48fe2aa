package io.patchbay.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// One number and what it is measured against.
///
/// @param value the median of the rounds
/// @param limit the median of the limit's rounds, measured in between
/// @param reach what `goal` asks for
/// @param rounds each round's number, in order, as `limits`
/// @param notes further figures, by name with unit
public record Result(
        String name,
        double value,
        String unit,
        OptionalDouble limit,
        Goal goal,
        double reach,
        List<Double> rounds,
        List<Double> limits,
        Map<String, Object> notes) {
    public Result {
        rounds = List.copyOf(rounds);
        limits = List.copyOf(limits);
        notes = new LinkedHashMap<>(notes);
    }

    /// Against a limit: the ratio counts.
    static Result against(String name, String unit, Rounds rounds, double reach, Map<String, Object> notes) {
        return new Result(
                name,
                Rounds.median(rounds.ours()),
                unit,
                OptionalDouble.of(Rounds.median(rounds.limits())),
                Goal.RATIO,
                reach,
                rounds.ours(),
                rounds.limits(),
                notes);
    }

    /// A number that counts by itself.
    static Result alone(
            String name, String unit, List<Double> rounds, Goal goal, double reach, Map<String, Object> notes) {
        return new Result(
                name, Rounds.median(rounds), unit, OptionalDouble.empty(), goal, reach, rounds, List.of(), notes);
    }

    OptionalDouble ratio() {
        return limit.isPresent() ? OptionalDouble.of(value / limit.getAsDouble()) : OptionalDouble.empty();
    }

    boolean isReached() {
        return switch (goal) {
            case RATIO -> ratio().orElse(0) >= reach;
            case AT_LEAST -> value >= reach;
            case AT_MOST -> value <= reach;
        };
    }
}
