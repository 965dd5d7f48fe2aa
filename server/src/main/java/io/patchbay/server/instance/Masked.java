package io.patchbay.server.instance;

import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A configuration without what is secret in it, to be shown or handed out. Whatever a connector's form does not say is
/// no secret may be one. Immutable.
public final class Masked {
    private static final String MASK = "***";

    /// Shorter texts stand in others by chance.
    private static final int SHORTEST = 4;

    private final Map<String, @Nullable Object> shown;
    private final List<String> hidden;

    private Masked(Map<String, @Nullable Object> shown, List<String> hidden) {
        this.shown = shown;
        this.hidden = hidden;
    }

    /// @param configuration as it was sent
    /// @param form          empty if its connector is not installed any more
    public static Masked of(Map<String, @Nullable Object> configuration, Optional<Form> form) {
        List<String> plain = form.map(f -> new Form(
                                f.fields().stream()
                                        .filter(field -> !(field instanceof Field.Secret))
                                        .toList(),
                                Set.of())
                        .keys())
                .orElse(List.of());
        Map<String, @Nullable Object> shown = new HashMap<>(configuration);
        List<String> hidden = new ArrayList<>();
        shown.replaceAll((key, value) -> {
            if (plain.contains(key)) {
                return value;
            }
            hidden.add(String.valueOf(value));
            return MASK;
        });
        hidden.removeIf(text -> text.length() < SHORTEST);
        return new Masked(shown, List.copyOf(hidden));
    }

    /// With `***` for each value that is, or may be, secret.
    public Map<String, @Nullable Object> shown() {
        return shown;
    }

    /// A text without the secrets of this configuration.
    public String hide(String text) {
        String rest = text;
        for (String secret : hidden) {
            rest = rest.replace(secret, MASK);
        }
        return rest;
    }
}
