package io.patchbay.server.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Configurations on their way from a request to a sealed column and back.
@Singleton
public final class Configurations {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Vault vault;
    private final ObjectMapper json;

    Configurations(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /// Checks what a caller sent against a form.
    ///
    /// @throws ApiException 400 with every problem
    public Config accept(Form form, Map<String, @Nullable Object> configuration) {
        return switch (form.check(configuration)) {
            case Checked.Valid valid -> valid.config();
            case Checked.Invalid invalid ->
                throw ApiException.invalid(invalid.problems().stream()
                        .map(p -> new Problem(
                                p.field().isEmpty() ? "configuration" : "configuration." + p.field(), p.message()))
                        .toList());
        };
    }

    /// @param context what it belongs to: "instance:<id>" or "client:<id>"
    public byte[] seal(Map<String, @Nullable Object> configuration, String context) {
        try {
            return vault.seal(json.writeValueAsString(configuration), context);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration that came as JSON is JSON", e);
        }
    }

    /// A configuration as it was sent.
    public Map<String, @Nullable Object> open(byte[] sealed, String context) {
        try {
            return json.readValue(vault.open(sealed, context), OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the configuration of " + context + " is no JSON", e);
        }
    }

    /// A configuration that the form accepted when it was stored.
    ///
    /// @throws IllegalStateException if the form no longer accepts it; says which fields
    public Config stored(Form form, byte[] sealed, String context) {
        return switch (form.check(open(sealed, context))) {
            case Checked.Valid valid -> valid.config();
            case Checked.Invalid(List<Problem> problems) ->
                throw new IllegalStateException(
                        "the stored configuration of " + context + " no longer fits its connector: " + problems);
        };
    }
}
