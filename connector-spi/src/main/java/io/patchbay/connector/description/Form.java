package io.patchbay.connector.description;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fields of a configuration, in the order a person fills them in.
///
/// @param oneOf keys of fields of which exactly one must be given; the fields themselves count as optional
///     then; empty for none
public record Form(List<Field> fields, Set<String> oneOf) {
    public Form {
        fields = List.copyOf(fields);
        oneOf = Set.copyOf(oneOf);
        Set<String> keys = new HashSet<>();
        for (Field field : fields) {
            if (!keys.add(field.key())) {
                throw new IllegalArgumentException("field " + field.key() + " is declared twice");
            }
        }
        if (!keys.containsAll(oneOf)) {
            throw new IllegalArgumentException("oneOf names an unknown field: " + oneOf);
        }
    }

    /// A form that asks for nothing.
    public static Form empty() {
        return new Form(List.of(), Set.of());
    }

    public static Form of(Field... fields) {
        return new Form(List.of(fields), Set.of());
    }

    /// The same fields, of which exactly one of these must be given.
    public Form exactlyOne(String... keys) {
        return new Form(fields, Set.of(keys));
    }

    boolean requires(Field field) {
        return field.label().required() && !oneOf.contains(field.key());
    }

    /// Checks a configuration as it came in JSON: texts as `String`, numbers as `java.lang.Number`, flags as
    /// `Boolean`. Finds all problems, unknown keys among them.
    public Checked check(Map<String, ?> json) {
        return new FormCheck(this, json).run();
    }

    /// A configuration that passes [#check], for documentation.
    public Map<String, Object> sample() {
        return Samples.of(this);
    }

    /// This form as JSON Schema (2020-12), as maps, lists, strings, numbers and booleans. Secrets are
    /// `writeOnly`.
    public Map<String, Object> jsonSchema() {
        return JsonSchema.of(this);
    }

    /// The keys in a configuration's JSON.
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Field field : fields) {
            keys.addAll(
                    field instanceof Field.Location
                            ? List.of(Field.Location.LATITUDE, Field.Location.LONGITUDE)
                            : List.of(field.key()));
        }
        return keys;
    }
}
