package io.patchbay.server.connect;

import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Problem;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A configuration's form as a customer fills it in. Its inputs are named by the configuration's keys.
final class Entries {
    private final Form form;

    Entries(Form form) {
        this.form = form;
    }

    /// @param given what stands in the fields, by key
    List<Entry> drawn(Map<String, String> given, List<Problem> problems) {
        return form.fields().stream()
                .map(field -> drawn(field, given, problem(field, problems)))
                .toList();
    }

    /// What is wrong with the whole, in words; empty if nothing is.
    String whole(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> key(problem).isEmpty())
                ? "Please give exactly one of these: "
                        + form.fields().stream()
                                .filter(field -> form.oneOf().contains(field.key()))
                                .map(field -> field.label().title())
                                .collect(Collectors.joining(", "))
                        + "."
                : "";
    }

    /// What is stored, as it is shown in fields.
    static Map<String, String> shown(Map<String, @Nullable Object> configuration) {
        Map<String, String> shown = new HashMap<>();
        configuration.forEach((key, value) -> {
            if (value != null) {
                shown.put(key, value instanceof BigDecimal number ? number.toPlainString() : value.toString());
            }
        });
        return shown;
    }

    /// What the fields say, as a configuration; what was left empty is not in it. What cannot be read
    /// stays text, so that the check says so.
    Map<String, @Nullable Object> read(Map<String, String> given) {
        Map<String, @Nullable Object> read = new HashMap<>();
        for (Field field : form.fields()) {
            switch (field) {
                case Field.Location _ -> {
                    put(read, Field.Location.LATITUDE, number(given.get(Field.Location.LATITUDE)));
                    put(read, Field.Location.LONGITUDE, number(given.get(Field.Location.LONGITUDE)));
                }
                case Field.Numeric f -> put(read, f.key(), number(given.get(f.key())));
                case Field.Flag f -> read.put(f.key(), given.containsKey(f.key()));
                case Field.Text f -> put(read, f.key(), text(given.get(f.key())));
                case Field.Secret f -> put(read, f.key(), secret(given.get(f.key())));
                case Field.Choice f -> put(read, f.key(), text(given.get(f.key())));
                case Field.Url f -> put(read, f.key(), text(given.get(f.key())));
            }
        }
        return read;
    }

    private static void put(Map<String, @Nullable Object> read, String key, Optional<?> value) {
        value.ifPresent(there -> read.put(key, there));
    }

    private static Optional<String> text(@Nullable String given) {
        return Optional.ofNullable(given).map(String::strip).filter(text -> !text.isEmpty());
    }

    /// A password may begin or end with a blank.
    private static Optional<String> secret(@Nullable String given) {
        return Optional.ofNullable(given).filter(text -> !text.isEmpty());
    }

    private static Optional<?> number(@Nullable String given) {
        return text(given).map(text -> {
            try {
                return new BigDecimal(text.replace(',', '.'));
            } catch (NumberFormatException e) {
                return text;
            }
        });
    }

    private Entry drawn(Field field, Map<String, String> given, String problem) {
        String value = given.getOrDefault(field.key(), "");
        return switch (field) {
            case Field.Text f -> entry("text", f, value, f.sample(), problem);
            case Field.Secret f -> entry("secret", f, "", "", problem);
            case Field.Url f -> entry("url", f, value, f.sample(), problem);
            case Field.Flag f -> entry("flag", f, value.isEmpty() || value.equals("false") ? "" : "true", "", problem);
            case Field.Choice f ->
                new Entry(
                        "choice",
                        f.key(),
                        f.label().title(),
                        f.label().help(),
                        required(f),
                        value.isEmpty() ? f.preset().orElse("") : value,
                        "",
                        "",
                        f.options(),
                        "",
                        problem);
            case Field.Numeric f ->
                new Entry(
                        "number",
                        f.key(),
                        f.label().title(),
                        f.label().help(),
                        required(f),
                        value,
                        "",
                        f.unit(),
                        List.of(),
                        f.preset().orElse(f.sample()).toPlainString(),
                        problem);
            case Field.Location f ->
                new Entry(
                        "location",
                        f.key(),
                        f.label().title(),
                        f.label().help(),
                        required(f),
                        given.getOrDefault(Field.Location.LATITUDE, ""),
                        given.getOrDefault(Field.Location.LONGITUDE, ""),
                        "",
                        List.of(),
                        "",
                        problem);
        };
    }

    private Entry entry(String kind, Field field, String value, String sample, String problem) {
        return new Entry(
                kind,
                field.key(),
                field.label().title(),
                field.label().help(),
                required(field),
                value,
                "",
                "",
                List.of(),
                sample,
                problem);
    }

    private boolean required(Field field) {
        return field.label().required() && !form.oneOf().contains(field.key());
    }

    private static String problem(Field field, List<Problem> problems) {
        return problems.stream()
                .filter(problem -> isAt(field, key(problem)))
                .map(problem -> words(field, problem.message()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String key(Problem problem) {
        return problem.field().equals("configuration") ? "" : problem.field().replaceFirst("^configuration\\.", "");
    }

    private static boolean isAt(Field field, String key) {
        return field instanceof Field.Location
                ? key.equals(Field.Location.LATITUDE) || key.equals(Field.Location.LONGITUDE)
                : key.equals(field.key());
    }

    /// The check speaks to developers.
    private static String words(Field field, String message) {
        boolean missing = message.equals("is missing") || message.equals("is empty");
        return switch (field) {
            case Field.Location _ -> "Please give both: a latitude from -90 to 90, and a longitude from -180 to 180.";
            case Field.Flag _, Field.Choice _ -> "Please choose one of these.";
            case Field.Text f ->
                missing ? "Please fill this in." : "This does not look right. It should look like: " + f.sample();
            case Field.Secret _ ->
                missing ? "Please fill this in." : "This cannot be right: it is too long or damaged.";
            case Field.Numeric f ->
                missing
                        ? "Please fill this in."
                        : "Please enter a " + (f.whole() ? "whole number" : "number") + " from "
                                + f.minimum().toPlainString() + " to "
                                + f.maximum().toPlainString() + ".";
            case Field.Url f ->
                missing
                        ? "Please fill this in."
                        : message.startsWith("must be an absolute URL")
                                ? "Please enter a whole address, such as " + f.sample()
                                : "This address cannot be used: it " + message + ".";
        };
    }
}
