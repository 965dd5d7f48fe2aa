package io.patchbay.connector.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A form as JSON Schema, https://json-schema.org/draft/2020-12.
final class JsonSchema {
    private JsonSchema() {}

    static Map<String, Object> of(Form form) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        List<Map<String, Object>> alternatives = new ArrayList<>();
        for (Field field : form.fields()) {
            List<String> keys = put(properties, field);
            if (form.requires(field)) {
                required.addAll(keys);
            } else if (form.oneOf().contains(field.key())) {
                alternatives.add(Map.of("required", keys));
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        if (!alternatives.isEmpty()) {
            schema.put("oneOf", alternatives);
        }
        if (properties.containsKey(Field.Location.LATITUDE)) {
            schema.put(
                    "dependentRequired",
                    Map.of(
                            Field.Location.LATITUDE, List.of(Field.Location.LONGITUDE),
                            Field.Location.LONGITUDE, List.of(Field.Location.LATITUDE)));
        }
        return schema;
    }

    private static List<String> put(Map<String, Object> properties, Field field) {
        switch (field) {
            case Field.Text f -> {
                Map<String, Object> schema = text(f, f.longest());
                f.pattern().ifPresent(p -> schema.put("pattern", "^(?:" + p.pattern() + ")$"));
                properties.put(f.key(), schema);
            }
            case Field.Secret f -> {
                Map<String, Object> schema = text(f, f.longest());
                schema.put("writeOnly", true);
                schema.put("format", "password");
                properties.put(f.key(), schema);
            }
            case Field.Numeric f -> {
                Map<String, Object> schema = labelled(f, f.whole() ? "integer" : "number");
                schema.put("minimum", f.minimum());
                schema.put("maximum", f.maximum());
                f.preset().ifPresent(p -> schema.put("default", p));
                properties.put(f.key(), schema);
            }
            case Field.Choice f -> {
                Map<String, Object> schema = labelled(f, "string");
                schema.put("enum", f.options());
                f.preset().ifPresent(p -> schema.put("default", p));
                properties.put(f.key(), schema);
            }
            case Field.Flag f -> {
                Map<String, Object> schema = labelled(f, "boolean");
                schema.put("default", f.preset());
                properties.put(f.key(), schema);
            }
            case Field.Location f -> {
                properties.put(Field.Location.LATITUDE, degrees(f, 90));
                properties.put(Field.Location.LONGITUDE, degrees(f, 180));
                return List.of(Field.Location.LATITUDE, Field.Location.LONGITUDE);
            }
            case Field.Url f -> {
                Map<String, Object> schema = text(f, 2000);
                schema.put("format", "uri");
                properties.put(f.key(), schema);
            }
        }
        return List.of(field.key());
    }

    private static Map<String, Object> labelled(Field field, String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("title", field.label().title());
        schema.put("description", field.label().help());
        return schema;
    }

    private static Map<String, Object> text(Field field, int longest) {
        Map<String, Object> schema = labelled(field, "string");
        schema.put("minLength", 1);
        schema.put("maxLength", longest);
        return schema;
    }

    private static Map<String, Object> degrees(Field field, int most) {
        Map<String, Object> schema = labelled(field, "number");
        schema.put("minimum", -most);
        schema.put("maximum", most);
        return schema;
    }
}
