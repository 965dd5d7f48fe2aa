package io.patchbay.connector.description;

import java.util.LinkedHashMap;
import java.util.Map;

/// Samples of a form: the required fields and, of alternatives, the first.
final class Samples {
    private Samples() {}

    static Map<String, Object> of(Form form) {
        Map<String, Object> sample = new LinkedHashMap<>();
        boolean alternativeGiven = false;
        for (Field field : form.fields()) {
            boolean alternative = form.oneOf().contains(field.key());
            if (form.requires(field) || (alternative && !alternativeGiven)) {
                put(sample, field);
                alternativeGiven |= alternative;
            }
        }
        return sample;
    }

    private static void put(Map<String, Object> sample, Field field) {
        switch (field) {
            case Field.Text f -> sample.put(f.key(), f.sample());
            case Field.Secret f -> sample.put(f.key(), f.sample());
            case Field.Numeric f -> sample.put(f.key(), f.sample());
            case Field.Choice f -> sample.put(f.key(), f.options().getFirst());
            case Field.Flag f -> sample.put(f.key(), f.preset());
            case Field.Location f -> {
                sample.put(Field.Location.LATITUDE, f.sampleLatitude());
                sample.put(Field.Location.LONGITUDE, f.sampleLongitude());
            }
            case Field.Url f -> sample.put(f.key(), f.sample());
        }
    }
}
