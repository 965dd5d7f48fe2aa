package io.patchbay.openmeteo;

import java.util.Map;
import java.util.Optional;

/// The vendor's selection of WMO code table 4677 (present weather), in words.
final class WeatherCode {
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(0, "clear sky"),
            Map.entry(1, "mainly clear"),
            Map.entry(2, "partly cloudy"),
            Map.entry(3, "overcast"),
            Map.entry(45, "fog"),
            Map.entry(48, "rime fog"),
            Map.entry(51, "light drizzle"),
            Map.entry(53, "drizzle"),
            Map.entry(55, "dense drizzle"),
            Map.entry(56, "light freezing drizzle"),
            Map.entry(57, "freezing drizzle"),
            Map.entry(61, "light rain"),
            Map.entry(63, "rain"),
            Map.entry(65, "heavy rain"),
            Map.entry(66, "light freezing rain"),
            Map.entry(67, "freezing rain"),
            Map.entry(71, "light snow"),
            Map.entry(73, "snow"),
            Map.entry(75, "heavy snow"),
            Map.entry(77, "snow grains"),
            Map.entry(80, "light rain showers"),
            Map.entry(81, "rain showers"),
            Map.entry(82, "violent rain showers"),
            Map.entry(85, "light snow showers"),
            Map.entry(86, "snow showers"),
            Map.entry(95, "thunderstorm"),
            Map.entry(96, "thunderstorm with hail"),
            Map.entry(99, "thunderstorm with heavy hail"));

    private WeatherCode() {}

    /// Empty for a code that the vendor does not document: a wrong word is worse than none.
    static Optional<String> words(double code) {
        return code == Math.rint(code) ? Optional.ofNullable(WORDS.get((int) code)) : Optional.empty();
    }
}
