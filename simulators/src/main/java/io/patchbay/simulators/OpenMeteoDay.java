package io.patchbay.simulators;

import java.util.List;
import java.util.stream.LongStream;

/// The weather of one day, from a look at the sky every few hours.
record OpenMeteoDay(List<Sky> skies, long step) {

    static OpenMeteoDay of(double latitude, double longitude, long midnight, long step) {
        return new OpenMeteoDay(
                LongStream.iterate(midnight, t -> t < midnight + 86_400, t -> t + step)
                        .mapToObj(t -> Sky.at(latitude, longitude, t))
                        .toList(),
                step);
    }

    static boolean knows(String variable) {
        return !unit(variable).isEmpty();
    }

    /// Empty for an unknown variable.
    static String unit(String variable) {
        return switch (variable) {
            case "weather_code" -> "wmo code";
            case "temperature_2m_max", "temperature_2m_min" -> "°C";
            case "precipitation_sum" -> "mm";
            case "precipitation_probability_max" -> "%";
            default -> "";
        };
    }

    static int decimals(String variable) {
        return switch (unit(variable)) {
            case "°C" -> 1;
            case "mm" -> 2;
            default -> 0;
        };
    }

    double value(String variable) {
        return switch (variable) {
            case "weather_code" ->
                skies.stream().mapToDouble(OpenMeteoVariable::weatherCode).max().orElse(Double.NaN);
            case "temperature_2m_max" ->
                skies.stream().mapToDouble(Sky::temperature).max().orElse(Double.NaN);
            case "temperature_2m_min" ->
                skies.stream().mapToDouble(Sky::temperature).min().orElse(Double.NaN);
            case "precipitation_sum" ->
                skies.stream().mapToDouble(OpenMeteoVariable::falling).sum() * step / 3_600;
            case "precipitation_probability_max" ->
                100 * skies.stream().mapToDouble(Sky::wetness).max().orElse(Double.NaN);
            default -> Double.NaN;
        };
    }
}
