package io.patchbay.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The results of one run, as a Markdown table for people and as JSON for programs.
record Report(Machine machine, List<Result> results) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    String markdown() {
        StringBuilder table = new StringBuilder("""
                | name | ours | limit | ratio | reach | rounds of ours | further |
                |---|---|---|---|---|---|---|
                """);
        for (Result result : results) {
            table.append("| ")
                    .append(result.name())
                    .append(" | ")
                    .append(number(result.value()))
                    .append(' ')
                    .append(result.unit())
                    .append(" | ")
                    .append(result.limit().isPresent() ? number(result.limit().getAsDouble()) : "")
                    .append(" | ")
                    .append(result.ratio().isPresent() ? number(result.ratio().getAsDouble()) : "")
                    .append(" | ")
                    .append(reach(result))
                    .append(" | ")
                    .append(number(Collections.min(result.rounds())))
                    .append(" to ")
                    .append(number(Collections.max(result.rounds())))
                    .append(" | ")
                    .append(further(result.notes()))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String reach(Result result) {
        String wanted = switch (result.goal()) {
            case RATIO -> number(result.reach());
            case AT_LEAST -> "at least " + number(result.reach());
            case AT_MOST -> "at most " + number(result.reach());
        };
        return wanted + (result.isReached() ? ", reached" : ", missed");
    }

    private static String further(Map<String, Object> notes) {
        return String.join(
                ", ",
                notes.entrySet().stream()
                        .map(note -> note.getKey() + " "
                                + (note.getValue() instanceof Number n ? number(n.doubleValue()) : note.getValue()))
                        .toList());
    }

    /// Three digits that count; none of a larger number are lost.
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.set("machine", JSON.valueToTree(machine));
        ArrayNode array = root.putArray("results");
        for (Result result : results) {
            ObjectNode node = array.addObject()
                    .put("name", result.name())
                    .put("value", rounded(result.value()))
                    .put("unit", result.unit());
            result.limit().ifPresent(limit -> node.put("limit", rounded(limit)));
            result.ratio().ifPresent(ratio -> node.put("ratio", rounded(ratio)));
            node.put("reach", result.reach())
                    .put("goal", result.goal().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .put("reached", result.isReached());
            numbers(node.putArray("rounds"), result.rounds());
            if (!result.limits().isEmpty()) {
                numbers(node.putArray("limit_rounds"), result.limits());
            }
            node.put("min", rounded(of(result.rounds(), Collections::min)))
                    .put("max", rounded(of(result.rounds(), Collections::max)));
            if (!result.notes().isEmpty()) {
                node.set("further", JSON.valueToTree(result.notes()));
            }
        }
        return root.toPrettyString() + "\n";
    }

    private static double of(List<Double> rounds, ToDoubleFunction<List<Double>> function) {
        return function.applyAsDouble(rounds);
    }

    private static void numbers(ArrayNode array, List<Double> numbers) {
        numbers.forEach(number -> array.add(rounded(number)));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /// Writes the JSON under the run's date; a second run of the day gets a number.
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String date = machine.date().substring(0, 10);
        Path file = folder.resolve(date + ".json");
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(date + "-" + i + ".json");
        }
        return Files.writeString(file, json());
    }
}
