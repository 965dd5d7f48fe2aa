package io.patchbay.connector.description;

import io.patchbay.connector.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// A configuration that its form has accepted, with the presets of what was left out. Prints its keys only.
public final class Config {
    private final Map<String, Object> values;

    Config(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// Of a text, choice or URL field.
    ///
    /// @throws IllegalStateException here and below: the form does not say that the field is always there, or
    ///     is of this kind
    public String text(String key) {
        return get(key, String.class);
    }

    public Optional<String> textIfAny(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    public Secret secret(String key) {
        return get(key, Secret.class);
    }

    public BigDecimal number(String key) {
        return get(key, BigDecimal.class);
    }

    public boolean flag(String key) {
        return get(key, Boolean.class);
    }

    public URI url(String key) {
        return URI.create(text(key));
    }

    private <T> T get(String key, Class<T> kind) {
        Object value = values.get(key);
        if (!kind.isInstance(value)) {
            throw new IllegalStateException("the configuration has no " + kind.getSimpleName() + " \"" + key + "\"");
        }
        return kind.cast(value);
    }

    @Override
    public String toString() {
        return "Config" + values.keySet();
    }
}
