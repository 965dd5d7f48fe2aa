package io.patchbay.server.console;

import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/// What somebody typed into a form that was drawn from a connector's description.
final class TypedForm {
    /// Longer than any number that a form takes.
    private static final int LONGEST_NUMBER = 64;

    private final Map<String, String> typed = new HashMap<>();
    private final Map<String, @Nullable Object> configuration = new HashMap<>();

    /// @param request with the form already read, as the console's filter has it
    TypedForm(Form form, ServerRequestContext request) {
        for (Field field : form.fields()) {
            List<String> keys = field instanceof Field.Location
                    ? List.of(Field.Location.LATITUDE, Field.Location.LONGITUDE)
                    : List.of(field.key());
            for (String key : keys) {
                read(field, key, given(request, "configuration." + key));
            }
        }
    }

    /// As it stands in the inputs, by key. Holds secrets: it goes to [FormInput] only, which leaves them out.
    Map<String, String> typed() {
        return typed;
    }

    /// As it would have come in JSON. What was left empty is not in it.
    Map<String, @Nullable Object> configuration() {
        return configuration;
    }

    static String given(ServerRequestContext request, String name) {
        return ((ResteasyReactiveRequestContext) request).getFormParameter(name, true, false) instanceof String text
                ? text
                : "";
    }

    private void read(Field field, String key, String text) {
        switch (field) {
            case Field.Flag _ -> {
                boolean on = !text.isEmpty();
                typed.put(key, Boolean.toString(on));
                configuration.put(key, on);
            }
            case Field.Numeric _, Field.Location _ -> {
                typed.put(key, text);
                if (!text.isBlank()) {
                    // what is no number stays a text, and the form's check says so
                    configuration.put(
                            key, number(text.strip()).<Object>map(n -> n).orElse(text));
                }
            }
            case Field.Text _, Field.Secret _, Field.Url _, Field.Choice _ -> {
                typed.put(key, text);
                if (!text.isBlank()) {
                    configuration.put(key, text.strip());
                }
            }
        }
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
