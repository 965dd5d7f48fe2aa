package io.patchbay.tck;

import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Configurations at the corners of what a form accepts.
final class Corners {
    private Corners() {}

    /// The given one and, one field at a time, its extremes and its absence, as far as the form accepts that.
    static List<Map<String, Object>> of(Form form, Map<String, Object> given) {
        List<Map<String, Object>> corners = new ArrayList<>();
        corners.add(given);
        corners.add(form.sample());
        for (Field field : form.fields()) {
            corners.add(without(given, field));
            switch (field) {
                case Field.Text f -> corners.add(with(given, f.key(), "ß".repeat(f.longest())));
                case Field.Secret f -> corners.add(with(given, f.key(), "ß".repeat(f.longest())));
                case Field.Numeric f -> {
                    corners.add(with(given, f.key(), f.minimum()));
                    corners.add(with(given, f.key(), f.maximum()));
                }
                case Field.Choice f -> f.options().forEach(option -> corners.add(with(given, f.key(), option)));
                case Field.Flag f -> {
                    corners.add(with(given, f.key(), true));
                    corners.add(with(given, f.key(), false));
                }
                case Field.Location f -> corners.add(with(place(given, 90), Field.Location.LONGITUDE, -180));
                case Field.Url f -> corners.add(with(given, f.key(), f.sample()));
            }
        }
        corners.removeIf(corner -> !(form.check(corner) instanceof Checked.Valid));
        return corners;
    }

    private static Map<String, Object> place(Map<String, Object> given, int latitude) {
        return with(given, Field.Location.LATITUDE, latitude);
    }

    private static Map<String, Object> with(Map<String, Object> given, String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(given);
        changed.put(key, value);
        return changed;
    }

    private static Map<String, Object> without(Map<String, Object> given, Field field) {
        Map<String, Object> changed = new LinkedHashMap<>(given);
        new Form(List.of(field), java.util.Set.of()).keys().forEach(changed::remove);
        return changed;
    }
}
