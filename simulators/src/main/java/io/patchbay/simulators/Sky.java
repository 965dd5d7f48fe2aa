package io.patchbay.simulators;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The weather of a place at a time: made up, but plausible. Metric units as the vendor's.
///
/// @param rain mm per hour; empty when it does not rain, and so with snow and gust
record Sky(
        long second,
        double temperature,
        double feelsLike,
        int humidity,
        int pressure,
        OptionalInt ground,
        OptionalInt visibility,
        double wind,
        int direction,
        OptionalDouble gust,
        OptionalDouble rain,
        OptionalDouble snow,
        int clouds,
        double wetness) {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    static Sky at(double latitude, double longitude, long second) {
        Noise noise = Noise.at(latitude, longitude);
        double polar = Math.abs(latitude) / 90;
        double season = Math.cos(2 * Math.PI * (Sun.year(second) - 0.55)) * Math.signum(latitude);
        double solarHour = Math.floorMod(second + Math.round(longitude * 240), DAY) / (double) HOUR;
        double noon = Math.cos(2 * Math.PI * (solarHour - 15) / 24);
        int clouds = (int) Math.round(clamp(45 + 75 * noise.of(1, second, 8 * HOUR), 0, 100));
        double temperature = 28
                - 34 * Math.pow(polar, 1.3)
                - 25 * Math.pow(polar, 4)
                + 17 * polar * season
                + noon * (6 - clouds * 0.035)
                + 5 * noise.of(2, second, 3 * DAY)
                + 1.2 * noise.of(3, second, 2 * HOUR)
                + 0.4 * noise.of(4, second, 5 * MINUTE);
        double wind = clamp(4 + 5 * noise.of(5, second, 6 * HOUR) + noise.of(6, second, 15 * MINUTE), 0.2, 30);
        double wetness = noise.of(7, second, 5 * HOUR);
        double falling = clouds > 50 && wetness > 0.1 ? Math.max(0.1, (wetness - 0.1) * 5) : 0;
        double humidity = clamp(68 - 10 * noon + 22 * noise.of(8, second, 9 * HOUR) + falling * 4, 12, 100);
        int pressure = (int) Math.round(1013 + 18 * noise.of(9, second, 4L * DAY));
        boolean seesFar = noise.of(10, second, 7 * HOUR) < 0.85;
        return new Sky(
                second,
                temperature,
                temperature - wind * 0.35 + (temperature > 22 ? humidity * 0.03 : 0),
                (int) Math.round(humidity),
                pressure,
                polar < 0.01 ? OptionalInt.empty() : OptionalInt.of(pressure - 4),
                seesFar ? OptionalInt.of((int) clamp(14_000 - falling * 3_000, 300, 10_000)) : OptionalInt.empty(),
                wind,
                (int) Math.round(180 + 179 * noise.of(11, second, 12 * HOUR)),
                wind > 4.5 ? OptionalDouble.of(wind * 1.6) : OptionalDouble.empty(),
                falling > 0 && temperature >= 1 ? OptionalDouble.of(falling) : OptionalDouble.empty(),
                falling > 0 && temperature < 1 ? OptionalDouble.of(falling) : OptionalDouble.empty(),
                clouds,
                clamp((wetness + 1) / 2, 0, 1));
    }

    private static double clamp(double value, double least, double most) {
        return Math.clamp(value, least, most);
    }
}
