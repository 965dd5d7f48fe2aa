package io.patchbay.simulators;

/// The vendor's conditions, https://openweathermap.org/weather-conditions: those that the simulated sky knows.
enum Condition {
    LIGHT_SNOW(600, "Snow", "light snow", "13"),
    SNOW(601, "Snow", "snow", "13"),
    LIGHT_RAIN(500, "Rain", "light rain", "10"),
    MODERATE_RAIN(501, "Rain", "moderate rain", "10"),
    HEAVY_RAIN(502, "Rain", "heavy intensity rain", "10"),
    CLEAR(800, "Clear", "clear sky", "01"),
    FEW_CLOUDS(801, "Clouds", "few clouds", "02"),
    SCATTERED_CLOUDS(802, "Clouds", "scattered clouds", "03"),
    BROKEN_CLOUDS(803, "Clouds", "broken clouds", "04"),
    OVERCAST(804, "Clouds", "overcast clouds", "04");

    private final String day;
    private final String night;

    Condition(int id, String group, String description, String icon) {
        String json = "{\"id\":%d,\"main\":\"%s\",\"description\":\"%s\",\"icon\":\"%s"
                .formatted(id, group, description, icon);
        day = json + "d\"}";
        night = json + "n\"}";
    }

    static Condition of(Sky sky) {
        if (sky.snow().isPresent()) {
            return sky.snow().getAsDouble() < 1 ? LIGHT_SNOW : SNOW;
        }
        if (sky.rain().isPresent()) {
            double rain = sky.rain().getAsDouble();
            return rain < 1 ? LIGHT_RAIN : rain < 3 ? MODERATE_RAIN : HEAVY_RAIN;
        }
        int clouds = sky.clouds();
        if (clouds < 11) {
            return CLEAR;
        }
        return clouds < 25 ? FEW_CLOUDS : clouds < 51 ? SCATTERED_CLOUDS : clouds < 85 ? BROKEN_CLOUDS : OVERCAST;
    }

    String json(boolean daylight) {
        return daylight ? day : night;
    }
}
