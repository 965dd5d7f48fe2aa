package io.patchbay.simulators;

/// The vendor's systems of units: they change temperatures and wind, and nothing else.
enum Units {
    STANDARD,
    METRIC,
    IMPERIAL;

    /// What the vendor takes a parameter for: nonsense is the standard.
    static Units of(String parameter) {
        return switch (parameter) {
            case "metric" -> METRIC;
            case "imperial" -> IMPERIAL;
            default -> STANDARD;
        };
    }

    double temperature(double celsius) {
        return switch (this) {
            case STANDARD -> celsius + 273.15;
            case METRIC -> celsius;
            case IMPERIAL -> celsius * 9 / 5 + 32;
        };
    }

    double speed(double metresPerSecond) {
        return this == IMPERIAL ? metresPerSecond * 2.236_936 : metresPerSecond;
    }
}
