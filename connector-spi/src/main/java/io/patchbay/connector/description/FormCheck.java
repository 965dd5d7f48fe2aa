package io.patchbay.connector.description;

import io.patchbay.connector.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One check of one configuration against one form. Collects every problem before it gives up.
final class FormCheck {
    private final Form form;
    private final Map<String, ?> json;
    private final Map<String, Object> accepted = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    FormCheck(Form form, Map<String, ?> json) {
        this.form = form;
        this.json = json;
    }

    Checked run() {
        for (Field field : form.fields()) {
            check(field);
        }
        alternatives();
        List<String> known = form.keys();
        json.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> problem(
                        key,
                        known.isEmpty()
                                ? "is unknown; this configuration has no fields"
                                : "is unknown; the fields are " + String.join(", ", known)));
        return problems.isEmpty() ? new Checked.Valid(new Config(accepted)) : new Checked.Invalid(problems);
    }

    private void check(Field field) {
        switch (field) {
            case Field.Text f -> one(f, v -> text(f.key(), v, f.longest()).filter(t -> matches(f, t)));
            case Field.Secret f -> one(f, v -> text(f.key(), v, f.longest()).map(Secret::new));
            case Field.Numeric f -> {
                one(f, v -> number(f.key(), v, f.minimum(), f.maximum(), f.whole()));
                f.preset().ifPresent(preset -> accepted.putIfAbsent(f.key(), preset));
            }
            case Field.Choice f -> {
                one(f, v -> choice(f, v));
                f.preset().ifPresent(preset -> accepted.putIfAbsent(f.key(), preset));
            }
            case Field.Flag f -> {
                one(f, v -> flag(f.key(), v));
                accepted.putIfAbsent(f.key(), f.preset());
            }
            case Field.Location f -> location(f);
            case Field.Url f -> one(f, v -> text(f.key(), v, 2000).filter(t -> url(f, t)));
        }
    }

    private <T> void one(Field field, Function<Object, Optional<T>> read) {
        given(field.key(), form.requires(field), read);
    }

    private <T> void given(String key, boolean required, Function<Object, Optional<T>> read) {
        Object value = json.get(key);
        if (value != null) {
            read.apply(value).ifPresent(v -> accepted.put(key, v));
        } else if (required) {
            problem(key, "is missing");
        }
    }

    private void location(Field.Location field) {
        // half a place is a problem even where a place is optional
        boolean any = json.get(Field.Location.LATITUDE) != null || json.get(Field.Location.LONGITUDE) != null;
        boolean required = any || form.requires(field);
        given(Field.Location.LATITUDE, required, v -> degrees(Field.Location.LATITUDE, v, 90));
        given(Field.Location.LONGITUDE, required, v -> degrees(Field.Location.LONGITUDE, v, 180));
    }

    private Optional<BigDecimal> degrees(String key, Object value, int most) {
        return number(key, value, BigDecimal.valueOf(-most), BigDecimal.valueOf(most), false);
    }

    private void alternatives() {
        if (form.oneOf().isEmpty()) {
            return;
        }
        List<String> names = form.fields().stream()
                .filter(f -> form.oneOf().contains(f.key()))
                .map(FormCheck::shown)
                .toList();
        long present = form.fields().stream()
                .filter(f -> form.oneOf().contains(f.key()) && present(f))
                .count();
        if (present == 0) {
            problem("", "give " + String.join(", or ", names));
        } else if (present > 1) {
            problem("", "give only one of: " + String.join("; ", names));
        }
    }

    private boolean present(Field field) {
        return field instanceof Field.Location
                ? json.get(Field.Location.LATITUDE) != null || json.get(Field.Location.LONGITUDE) != null
                : json.get(field.key()) != null;
    }

    private static String shown(Field field) {
        return field instanceof Field.Location
                ? Field.Location.LATITUDE + " and " + Field.Location.LONGITUDE
                : field.key();
    }

    private Optional<String> text(String key, Object value, int longest) {
        if (!(value instanceof String text)) {
            return wrong(key, "must be a text");
        }
        if (text.isBlank()) {
            return wrong(key, "is empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return wrong(key, "contains control characters");
        }
        return text.length() > longest
                ? wrong(key, "is longer than " + longest + " characters")
                : Optional.of(text.strip());
    }

    private boolean matches(Field.Text field, String text) {
        if (field.pattern().isPresent() && !field.pattern().get().matcher(text).matches()) {
            problem(field.key(), "does not match " + field.pattern().get());
            return false;
        }
        return true;
    }

    private Optional<BigDecimal> number(
            String key, Object value, BigDecimal minimum, BigDecimal maximum, boolean whole) {
        if (!(value instanceof Number given)) {
            return wrong(key, "must be a number");
        }
        BigDecimal number;
        try {
            number = new BigDecimal(given.toString());
        } catch (NumberFormatException e) {
            return wrong(key, "must be a finite number");
        }
        if (number.compareTo(minimum) < 0 || number.compareTo(maximum) > 0) {
            return wrong(key, "must lie between " + minimum.toPlainString() + " and " + maximum.toPlainString());
        }
        return whole && number.stripTrailingZeros().scale() > 0
                ? wrong(key, "must be a whole number")
                : Optional.of(number);
    }

    private Optional<String> choice(Field.Choice field, Object value) {
        return value instanceof String text && field.options().contains(text)
                ? Optional.of(text)
                : wrong(field.key(), "must be one of " + String.join(", ", field.options()));
    }

    private Optional<Boolean> flag(String key, Object value) {
        return value instanceof Boolean flag ? Optional.of(flag) : wrong(key, "must be true or false");
    }

    private boolean url(Field.Url field, String text) {
        String schemes = field.schemes().stream().sorted().collect(Collectors.joining(" or "));
        URI uri = parse(text);
        String scheme =
                uri == null || uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri == null || !field.schemes().contains(scheme) || uri.getHost() == null) {
            problem(field.key(), "must be an absolute URL that starts with " + schemes);
            return false;
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            problem(field.key(), "must have neither user information nor a fragment");
            return false;
        }
        return true;
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private <T> Optional<T> wrong(String key, String message) {
        problem(key, message);
        return Optional.empty();
    }

    private void problem(String key, String message) {
        problems.add(new Problem(key, message));
    }
}
