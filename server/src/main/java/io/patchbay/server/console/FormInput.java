package io.patchbay.server.console;

import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Label;
import io.patchbay.connector.description.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One input of a form that is drawn from a connector's description.
///
/// @param kind        of control: text, secret, number, choice, flag or url
/// @param value       as it stands in the input; never a secret's
/// @param placeholder an example, or empty
/// @param unit        as it is shown, or empty
/// @param bounds      what a number may be, in words, or empty
/// @param options     of a choice
/// @param kept        whether a secret is stored that stays if nothing is typed
/// @param problem     what is wrong, as a sentence, or empty
record FormInput(
        String key,
        String kind,
        String title,
        String help,
        boolean required,
        String value,
        String placeholder,
        String unit,
        String bounds,
        List<String> options,
        boolean kept,
        String problem) {
    private static final String PREFIX = "configuration.";

    /// @param values   by key, as they stand in the inputs
    /// @param kept     keys of secrets that are stored
    /// @param problems fields named as rooms name them: `configuration.<key>`
    static List<FormInput> draw(Form form, Map<String, String> values, Set<String> kept, List<Problem> problems) {
        List<FormInput> drawn = new ArrayList<>();
        for (Field field : form.fields()) {
            inputs(form, field).stream()
                    .map(input -> input.filled(values, kept, problems))
                    .forEach(drawn::add);
        }
        return drawn;
    }

    /// What is wrong with the whole, or with what is no input of this form, as sentences.
    static List<String> others(Form form, List<Problem> problems) {
        return problems.stream()
                .filter(problem -> form.keys().stream().noneMatch(key -> (PREFIX + key).equals(problem.field())))
                .map(problem -> sentence(problem.field().replace(PREFIX, "").replace("configuration", ""), problem))
                .toList();
    }

    /// What each input shows before anybody has typed.
    ///
    /// @param stored what is stored, without secrets
    static Map<String, String> values(Form form, Map<String, @Nullable Object> stored) {
        Map<String, String> values = new HashMap<>();
        for (Field field : form.fields()) {
            preset(field).ifPresent(preset -> values.put(field.key(), preset));
        }
        stored.forEach((key, value) -> {
            if (value != null) {
                values.put(key, value instanceof Number n ? plain(n) : value.toString());
            }
        });
        return values;
    }

    /// As the request has it.
    public String name() {
        return PREFIX + key;
    }

    public String id() {
        return "field-" + key;
    }

    public boolean on() {
        return value.equals("true");
    }

    private static List<FormInput> inputs(Form form, Field field) {
        boolean required = field.label().required() && !form.oneOf().contains(field.key());
        return switch (field) {
            case Field.Text f -> List.of(of(f.label(), "text", required, f.sample(), List.of()));
            case Field.Secret f -> List.of(of(f.label(), "secret", required, "", List.of()));
            case Field.Url f -> List.of(of(f.label(), "url", required, f.sample(), List.of()));
            case Field.Choice f -> List.of(of(f.label(), "choice", required, "", f.options()));
            case Field.Flag f -> List.of(of(f.label(), "flag", false, "", List.of()));
            case Field.Numeric f ->
                List.of(number(f.label(), required, f.sample(), f.unit(), f.minimum(), f.maximum(), f.whole()));
            case Field.Location f -> place(f, required);
        };
    }

    private static List<FormInput> place(Field.Location f, boolean required) {
        Label latitude = new Label(
                Field.Location.LATITUDE, "Latitude", f.label().help(), f.label().required());
        Label longitude =
                new Label(Field.Location.LONGITUDE, "Longitude", "", f.label().required());
        return List.of(
                number(latitude, required, degrees(f.sampleLatitude()), "°", degrees(-90), degrees(90), false),
                number(longitude, required, degrees(f.sampleLongitude()), "°", degrees(-180), degrees(180), false));
    }

    private static BigDecimal degrees(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }

    private static FormInput number(
            Label label,
            boolean required,
            BigDecimal sample,
            String unit,
            BigDecimal minimum,
            BigDecimal maximum,
            boolean whole) {
        String bounds =
                (whole ? "A whole number from " : "From ") + minimum.toPlainString() + " to " + maximum.toPlainString();
        return new FormInput(
                label.key(),
                "number",
                label.title(),
                label.help(),
                required,
                "",
                sample.toPlainString(),
                unit,
                bounds + (unit.isEmpty() ? "." : " " + unit + "."),
                List.of(),
                false,
                "");
    }

    private static FormInput of(Label label, String kind, boolean required, String sample, List<String> options) {
        return new FormInput(
                label.key(), kind, label.title(), label.help(), required, "", sample, "", "", options, false, "");
    }

    private FormInput filled(Map<String, String> values, Set<String> stored, List<Problem> problems) {
        String wrong = problems.stream()
                .filter(problem -> problem.field().equals(name()))
                .findFirst()
                .map(problem -> sentence(title, problem))
                .orElse("");
        boolean secret = kind.equals("secret");
        return new FormInput(
                key,
                kind,
                title,
                help,
                required,
                secret ? "" : values.getOrDefault(key, ""),
                placeholder,
                unit,
                bounds,
                options,
                secret && stored.contains(key),
                wrong);
    }

    private static String sentence(String subject, Problem problem) {
        String text = (subject + " " + problem.message()).strip();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static Optional<String> preset(Field field) {
        return switch (field) {
            case Field.Numeric f -> f.preset().map(BigDecimal::toPlainString);
            case Field.Choice f -> f.preset();
            case Field.Flag f -> Optional.of(Boolean.toString(f.preset()));
            case Field.Text _, Field.Secret _, Field.Url _, Field.Location _ -> Optional.empty();
        };
    }

    private static String plain(Number number) {
        try {
            return new BigDecimal(number.toString()).toPlainString();
        } catch (NumberFormatException e) {
            return number.toString();
        }
    }
}
