package io.patchbay.server.connect;

import io.patchbay.connector.description.Description;
import io.patchbay.thing.PropertyType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a technology shares, in a customer's words.
///
/// @param reads what the app sees: "temperature", "humidity"
/// @param acts  what it can change: "set target temperature"; empty if it only looks
record Sharing(List<String> reads, List<String> acts) {
    private static final Map<PropertyType, String> WORDS = Map.of(
            PropertyType.CO2, "CO₂",
            PropertyType.PM2_5, "fine dust (PM2.5)",
            PropertyType.PM10, "fine dust (PM10)",
            PropertyType.UV_INDEX, "UV index",
            PropertyType.CONDITION, "weather in words",
            PropertyType.ONOFF, "whether it is on",
            PropertyType.MOTION, "whether something moves",
            PropertyType.CONTACT_OPEN, "whether it is open",
            PropertyType.HEATING, "whether the heating is on",
            PropertyType.BATTERY_LOW, "whether a battery is low");

    static Sharing of(Description description) {
        return new Sharing(
                description.makes().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(Sharing::word)
                        .toList(),
                description.acts().stream().map(Sharing::plain).sorted().toList());
    }

    private static String word(PropertyType type) {
        String known = WORDS.get(type);
        return known == null ? plain(type.name()) : known;
    }

    /// "setTargetTemperature", "SET_TARGET_TEMPERATURE": "set target temperature".
    private static String plain(String id) {
        return id.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[_-]+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
