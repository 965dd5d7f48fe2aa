package io.patchbay.simulators;

import io.patchbay.simulators.Atlas.City;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The vendor's documents, written as text: a tree per answer would cost more than the rest of the simulator.
final class WeatherJson {
    private static final int FORECAST_STEP = 3 * 3_600;

    private final double latitude;
    private final double longitude;
    private final Units units;
    private final StringBuilder out = new StringBuilder(700);

    WeatherJson(double latitude, double longitude, Units units) {
        this.latitude = latitude;
        this.longitude = longitude;
        this.units = units;
    }

    /// https://openweathermap.org/current
    String current(long second) {
        Sky sky = Sky.at(latitude, longitude, second);
        Sun sun = Sun.at(latitude, longitude, second);
        Optional<City> city = Atlas.near(latitude, longitude);
        out.append('{');
        coordinate();
        weather(sky, sun);
        out.append(",\"base\":\"stations\"");
        main(sky);
        out.append('}');
        air(sky, "1h");
        out.append(",\"dt\":").append(second).append(",\"sys\":{");
        city.ifPresent(c -> out.append("\"country\":\"").append(c.country()).append("\","));
        out.append("\"sunrise\":").append(sun.rise());
        out.append(",\"sunset\":").append(sun.set());
        out.append("},\"timezone\":").append(Math.round(longitude / 15) * 3_600);
        out.append(",\"id\":").append(city.map(City::id).orElse(0));
        out.append(",\"name\":\"").append(city.map(City::name).orElse(""));
        return out.append("\",\"cod\":200}").toString();
    }

    /// https://openweathermap.org/forecast5; its `cod` is a string.
    String forecast(long second, int steps) {
        out.append("{\"cod\":\"200\",\"message\":0,\"cnt\":").append(steps).append(",\"list\":[");
        long first = (Math.floorDiv(second, FORECAST_STEP) + 1) * FORECAST_STEP;
        for (int i = 0; i < steps; i++) {
            long time = first + (long) i * FORECAST_STEP;
            Sky sky = Sky.at(latitude, longitude, time);
            Sun sun = Sun.at(latitude, longitude, time);
            out.append(i == 0 ? "{" : ",{").append("\"dt\":").append(time);
            main(sky);
            out.append(",\"temp_kf\":0}");
            weather(sky, sun);
            air(sky, "3h");
            out.append(",\"pop\":").append(hundredths(sky.wetness()));
            out.append(",\"sys\":{\"pod\":\"").append(sun.shines(time) ? 'd' : 'n');
            out.append("\"},\"dt_txt\":\"")
                    .append(java.time.Instant.ofEpochSecond(time).toString(), 0, 10);
            out.append(' ')
                    .append(java.time.Instant.ofEpochSecond(time).toString(), 11, 19)
                    .append("\"}");
        }
        out.append("],\"city\":{");
        Optional<City> city = Atlas.near(latitude, longitude);
        out.append("\"id\":").append(city.map(City::id).orElse(0));
        out.append(",\"name\":\"").append(city.map(City::name).orElse("")).append("\",");
        coordinate();
        out.append(",\"country\":\"").append(city.map(City::country).orElse(""));
        out.append("\",\"timezone\":").append(Math.round(longitude / 15) * 3_600);
        return out.append("}}").toString();
    }

    /// https://openweathermap.org/api/air-pollution
    String airPollution(long second) {
        Noise noise = Noise.at(latitude, longitude);
        double dirt = 1 + noise.of(20, second, 6 * 3_600);
        out.append('{');
        coordinate();
        out.append(",\"list\":[{\"main\":{\"aqi\":").append(1 + (int) (dirt * 2));
        out.append("},\"components\":{\"co\":").append(hundredths(200 + 60 * dirt));
        out.append(",\"no\":").append(hundredths(0.4 * dirt));
        out.append(",\"no2\":").append(hundredths(14 * dirt));
        out.append(",\"o3\":").append(hundredths(80 - 20 * dirt));
        out.append(",\"so2\":").append(hundredths(1.5 * dirt));
        out.append(",\"pm2_5\":").append(hundredths(9 * dirt));
        out.append(",\"pm10\":").append(hundredths(13 * dirt));
        out.append(",\"nh3\":").append(hundredths(0.8 * dirt));
        return out.append("},\"dt\":").append(second).append("}]}").toString();
    }

    /// https://openweathermap.org/api/geocoding-api
    static String cities(List<City> cities) {
        StringBuilder out = new StringBuilder("[");
        for (City city : cities) {
            out.append(out.length() == 1 ? "{" : ",{").append("\"name\":\"").append(city.name());
            out.append("\",\"local_names\":{\"en\":\"").append(city.name());
            out.append("\"},\"lat\":")
                    .append(city.latitude())
                    .append(",\"lon\":")
                    .append(city.longitude());
            out.append(",\"country\":\"").append(city.country()).append('"');
            if (!city.state().isEmpty()) {
                out.append(",\"state\":\"").append(city.state()).append('"');
            }
            out.append('}');
        }
        return out.append(']').toString();
    }

    private void coordinate() {
        out.append("\"coord\":{\"lon\":")
                .append(longitude)
                .append(",\"lat\":")
                .append(latitude)
                .append('}');
    }

    /// Without its end: the forecast has one member more.
    private void main(Sky sky) {
        double temperature = units.temperature(sky.temperature());
        out.append(",\"main\":{\"temp\":").append(hundredths(temperature));
        out.append(",\"feels_like\":").append(hundredths(units.temperature(sky.feelsLike())));
        out.append(",\"temp_min\":").append(hundredths(temperature - 0.9));
        out.append(",\"temp_max\":").append(hundredths(temperature + 0.6));
        out.append(",\"pressure\":").append(sky.pressure());
        out.append(",\"humidity\":").append(sky.humidity());
        sky.ground().ifPresent(ground -> {
            out.append(",\"sea_level\":").append(sky.pressure());
            out.append(",\"grnd_level\":").append(ground);
        });
    }

    /// Visibility, wind, rain, snow and clouds: what there is of them.
    private void air(Sky sky, String period) {
        sky.visibility().ifPresent(metres -> out.append(",\"visibility\":").append(metres));
        out.append(",\"wind\":{\"speed\":").append(hundredths(units.speed(sky.wind())));
        out.append(",\"deg\":").append(sky.direction());
        sky.gust().ifPresent(gust -> out.append(",\"gust\":").append(hundredths(units.speed(gust))));
        out.append('}');
        fallen("rain", sky.rain(), period);
        fallen("snow", sky.snow(), period);
        out.append(",\"clouds\":{\"all\":").append(sky.clouds()).append('}');
    }

    private void fallen(String what, OptionalDouble amount, String period) {
        amount.ifPresent(mm -> out.append(",\"")
                .append(what)
                .append("\":{\"")
                .append(period)
                .append("\":")
                .append(hundredths(mm))
                .append('}'));
    }

    private void weather(Sky sky, Sun sun) {
        out.append(",\"weather\":[")
                .append(Condition.of(sky).json(sun.shines(sky.second())))
                .append(']');
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
