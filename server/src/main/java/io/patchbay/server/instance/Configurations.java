package io.patchbay.server.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.AddressGuard;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Configurations on their way from a request to a sealed column and back.
@Singleton
public final class Configurations {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final Vault vault;
    private final AddressGuard guard;
    private final ObjectMapper json;

    Configurations(Vault vault, AddressGuard guard, ObjectMapper json) {
        this.vault = vault;
        this.guard = guard;
        this.json = json;
    }

    /// Checks what a caller sent against a form. URLs that this service is to call must lead to where it may call.
    ///
    /// @throws ApiException 400 with every problem
    public Config accept(Form form, Map<String, @Nullable Object> configuration) {
        return switch (form.check(configuration)) {
            case Checked.Valid(Config config) -> {
                List<Problem> closed = closed(form, config);
                if (!closed.isEmpty()) {
                    throw ApiException.invalid(closed);
                }
                yield config;
            }
            case Checked.Invalid invalid ->
                throw ApiException.invalid(invalid.problems().stream()
                        .map(p -> new Problem(
                                p.field().isEmpty() ? "configuration" : "configuration." + p.field(), p.message()))
                        .toList());
        };
    }

    private List<Problem> closed(Form form, Config config) {
        return form.fields().stream()
                .filter(field -> field instanceof Field.Url url && url.called() && config.has(url.key()))
                .flatMap(field -> guard.refusalOfHost(config.url(field.key())).stream()
                        .map(why -> new Problem("configuration." + field.key(), why)))
                .toList();
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
