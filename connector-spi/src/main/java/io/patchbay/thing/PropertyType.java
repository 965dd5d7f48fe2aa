package io.patchbay.thing;

/// The published vocabulary: what a property means, the type of its value and its unit. Connectors convert to
/// it, so that 7 °C is 7 °C whichever vendor said it. Apps may use other names for their own things.
///
/// Units are those of the SI brochure or, where the field uses another one everywhere (hPa, ppm, %), that one.
/// An empty unit means a plain number, a text or a flag. Names and units never change; the list only grows.
public enum PropertyType {
    /// Air or surface temperature.
    TEMPERATURE("°C"),
    /// How warm it feels, by the vendor's own formula.
    APPARENT_TEMPERATURE("°C"),
    /// The set point of a heating or cooling.
    TARGET_TEMPERATURE("°C"),
    DEW_POINT("°C"),
    /// Relative humidity, 0 to 100.
    HUMIDITY("%"),
    /// Air pressure reduced to sea level.
    PRESSURE("hPa"),
    /// Air pressure at the place of the sensor.
    ABSOLUTE_PRESSURE("hPa"),
    CO2("ppm"),
    NOISE("dB"),
    WIND_SPEED("m/s"),
    GUST_SPEED("m/s"),
    /// Where the wind comes from, clockwise from north, 0 to 360.
    WIND_DIRECTION("°"),
    GUST_DIRECTION("°"),
    /// Fallen within the last measuring interval of the sensor.
    RAIN("mm"),
    RAIN_HOUR("mm"),
    RAIN_DAY("mm"),
    /// Water equivalent, fallen within the last hour.
    SNOW_HOUR("mm"),
    /// Probability of precipitation, 0 to 100.
    PRECIPITATION_PROBABILITY("%"),
    /// Share of the sky covered, 0 to 100.
    CLOUD_COVER("%"),
    VISIBILITY("m"),
    UV_INDEX(""),
    ILLUMINANCE("lx"),
    /// One or two words for people, in English: "broken clouds".
    CONDITION(ValueType.STRING),
    SUNRISE(ValueType.STRING),
    SUNSET(ValueType.STRING),
    /// The vendor's own scale; larger is worse.
    AIR_QUALITY_INDEX(""),
    CARBON_MONOXIDE("µg/m³"),
    NITROGEN_MONOXIDE("µg/m³"),
    NITROGEN_DIOXIDE("µg/m³"),
    OZONE("µg/m³"),
    SULPHUR_DIOXIDE("µg/m³"),
    AMMONIA("µg/m³"),
    PM2_5("µg/m³"),
    PM10("µg/m³"),
    BATTERY_LEVEL("%"),
    /// True when the battery should be changed soon.
    BATTERY_LOW(ValueType.BOOLEAN),
    /// Radio link quality, 0 to 100.
    SIGNAL_STRENGTH("%"),
    ONOFF(ValueType.BOOLEAN),
    BRIGHTNESS("%"),
    COLOR_TEMPERATURE("K"),
    POWER("W"),
    ENERGY("kWh"),
    VOLTAGE("V"),
    CURRENT("A"),
    /// How far a valve or shutter is open, 0 to 100.
    OPEN_LEVEL("%"),
    HEATING_POWER("%"),
    /// Whether the boiler burns.
    HEATING(ValueType.BOOLEAN),
    /// What steers the heating: "schedule", "manual", "away", "frost", "max", "off", "home".
    HEATING_MODE(ValueType.STRING),
    OPEN_WINDOW(ValueType.BOOLEAN),
    MOTION(ValueType.BOOLEAN),
    CONTACT_OPEN(ValueType.BOOLEAN),
    /// "rising", "stable" or "falling".
    TREND(ValueType.STRING),
    /// How healthy a room's climate is on the vendor's scale; 0 is best.
    HEALTH_INDEX("");

    private final ValueType valueType;
    private final String unit;

    PropertyType(String unit) {
        this.valueType = ValueType.NUMBER;
        this.unit = unit;
    }

    PropertyType(ValueType valueType) {
        this.valueType = valueType;
        this.unit = "";
    }

    public ValueType valueType() {
        return valueType;
    }

    /// The unit as it is shown, or an empty string.
    public String unit() {
        return unit;
    }
}
