package io.patchbay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Rounds of ours and of the limit in turn, A B A B, so that what else the machine does meets both alike.
///
/// @param ours each round's number, in order, as `limits`
public record Rounds(List<Double> ours, List<Double> limits) {

    static Rounds interleaved(int count, DoubleSupplier ours, DoubleSupplier limit) {
        Rounds rounds = new Rounds(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < count; i++) {
            rounds.ours.add(ours.getAsDouble());
            rounds.limits.add(limit.getAsDouble());
        }
        return rounds;
    }

    static double median(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
