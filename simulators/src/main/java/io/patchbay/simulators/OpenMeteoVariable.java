package io.patchbay.simulators;

import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A variable of the vendor's, as far as the simulated sky knows it.
///
/// @param unit as the answer names it; for winds that of the request's
/// @param decimals that the vendor writes
/// @param value NaN where there is none; winds in m/s
record OpenMeteoVariable(String name, String unit, int decimals, ToDoubleFunction<Sky> value) {
    private static final String WIND = "wind";

    private static final Map<String, OpenMeteoVariable> ALL = Stream.of(
                    new OpenMeteoVariable("temperature_2m", "°C", 1, Sky::temperature),
                    new OpenMeteoVariable("apparent_temperature", "°C", 1, Sky::feelsLike),
                    new OpenMeteoVariable("relative_humidity_2m", "%", 0, Sky::humidity),
                    new OpenMeteoVariable("precipitation", "mm", 2, OpenMeteoVariable::quarterOfAnHour),
                    new OpenMeteoVariable("weather_code", "wmo code", 0, OpenMeteoVariable::weatherCode),
                    new OpenMeteoVariable("cloud_cover", "%", 0, Sky::clouds),
                    new OpenMeteoVariable("pressure_msl", "hPa", 1, Sky::pressure),
                    new OpenMeteoVariable("wind_speed_10m", WIND, 2, Sky::wind),
                    new OpenMeteoVariable("wind_direction_10m", "°", 0, Sky::direction),
                    new OpenMeteoVariable(
                            "wind_gusts_10m", WIND, 2, s -> s.gust().orElse(Double.NaN)))
            .collect(Collectors.toUnmodifiableMap(OpenMeteoVariable::name, v -> v));

    static Optional<OpenMeteoVariable> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    boolean isWind() {
        return unit.equals(WIND);
    }

    static double falling(Sky sky) {
        return sky.rain().orElse(0) + sky.snow().orElse(0);
    }

    static double weatherCode(Sky sky) {
        if (sky.snow().isPresent()) {
            return sky.snow().getAsDouble() < 1 ? 71 : 73;
        }
        if (sky.rain().isPresent()) {
            double rain = sky.rain().getAsDouble();
            return rain < 1 ? 61 : rain < 3 ? 63 : 65;
        }
        return sky.clouds() < 11 ? 0 : sky.clouds() < 40 ? 1 : sky.clouds() < 80 ? 2 : 3;
    }

    private static double quarterOfAnHour(Sky sky) {
        return falling(sky) / 4;
    }
}
