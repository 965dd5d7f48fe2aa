package io.patchbay.tck;

import io.patchbay.thing.PropertyType;
import java.math.BigDecimal;

/// The range in which a value of a type lies on earth. Wide, but a value in a wrong unit often falls outside:
/// kelvin for degrees Celsius, pascal for hectopascal.
record Plausible(double least, double most) {

    static Plausible of(PropertyType type) {
        return switch (type) {
            case TEMPERATURE, APPARENT_TEMPERATURE, TARGET_TEMPERATURE, DEW_POINT -> new Plausible(-95, 100);
            case HUMIDITY,
                    PRECIPITATION_PROBABILITY,
                    CLOUD_COVER,
                    BATTERY_LEVEL,
                    SIGNAL_STRENGTH,
                    BRIGHTNESS,
                    OPEN_LEVEL,
                    HEATING_POWER -> new Plausible(0, 100);
            case PRESSURE, ABSOLUTE_PRESSURE -> new Plausible(300, 1100);
            case CO2 -> new Plausible(100, 50_000);
            case NOISE -> new Plausible(0, 200);
            case WIND_SPEED, GUST_SPEED -> new Plausible(0, 120);
            case WIND_DIRECTION, GUST_DIRECTION -> new Plausible(0, 360);
            case COLOR_TEMPERATURE -> new Plausible(1000, 30_000);
            case RAIN, RAIN_HOUR, RAIN_DAY, SNOW_HOUR -> new Plausible(0, 2000);
            case UV_INDEX -> new Plausible(0, 45);
            case VISIBILITY, ILLUMINANCE -> new Plausible(0, 400_000);
            case AIR_QUALITY_INDEX, HEALTH_INDEX -> new Plausible(0, 1000);
            case CARBON_MONOXIDE, NITROGEN_MONOXIDE, NITROGEN_DIOXIDE, OZONE, SULPHUR_DIOXIDE, AMMONIA, PM2_5, PM10 ->
                new Plausible(0, 100_000);
            case VOLTAGE, POWER, CURRENT, ENERGY -> new Plausible(-1e9, 1e9);
            case CONDITION,
                    SUNRISE,
                    SUNSET,
                    BATTERY_LOW,
                    ONOFF,
                    HEATING,
                    HEATING_MODE,
                    OPEN_WINDOW,
                    MOTION,
                    CONTACT_OPEN,
                    TREND -> new Plausible(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        };
    }

    boolean allows(BigDecimal number) {
        return number.doubleValue() >= least && number.doubleValue() <= most;
    }
}
