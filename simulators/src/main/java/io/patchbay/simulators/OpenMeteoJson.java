package io.patchbay.simulators;

import io.patchbay.simulators.Atlas.City;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The vendor's documents, members in its order.
final class OpenMeteoJson {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;
    private static final int STEP = 3 * HOUR;

    private final OpenMeteoQuery query;
    private final long second;
    private final long interval;
    private final StringBuilder out = new StringBuilder(900);

    /// @param second of current weather
    /// @param interval to the next, in seconds
    OpenMeteoJson(OpenMeteoQuery query, long second, long interval) {
        this.query = query;
        this.second = second;
        this.interval = interval;
    }

    /// One place is an object, several are an array.
    String forecast() {
        List<OpenMeteoQuery.Spot> spots = query.spots();
        if (spots.size() == 1) {
            place(0, spots.getFirst());
            return out.toString();
        }
        out.append('[');
        for (int i = 0; i < spots.size(); i++) {
            out.append(i == 0 ? "" : ",");
            place(i, spots.get(i));
        }
        return out.append(']').toString();
    }

    private void place(int index, OpenMeteoQuery.Spot spot) {
        long offset = query.localTime() ? Math.round(spot.longitude() / 15) * HOUR : 0;
        long hours = offset / HOUR;
        // POSIX has its signs the other way round
        String zone = hours == 0 ? "GMT" : "Etc/GMT%+d".formatted(-hours);
        out.append("{\"latitude\":").append(grid(spot.latitude()));
        out.append(",\"longitude\":").append(grid(spot.longitude()));
        out.append(",\"generationtime_ms\":0.05,\"utc_offset_seconds\":").append(offset);
        out.append(",\"timezone\":\"").append(zone);
        out.append("\",\"timezone_abbreviation\":\"").append(hours == 0 ? "GMT" : "GMT%+d".formatted(hours));
        out.append('"');
        Atlas.near(spot.latitude(), spot.longitude()).ifPresent(_ -> out.append(",\"elevation\":38.0"));
        if (index > 0) {
            out.append(",\"location_id\":").append(index);
        }
        current(spot, offset);
        if (!query.daily().isEmpty()) {
            daily(spot, offset);
        }
        out.append('}');
    }

    private void current(OpenMeteoQuery.Spot spot, long offset) {
        Sky sky = Sky.at(spot.latitude(), spot.longitude(), second);
        out.append(",\"current_units\":{\"time\":\"").append(query.timeFormat());
        out.append("\",\"interval\":\"seconds\"");
        for (OpenMeteoVariable variable : query.current()) {
            unit(variable.name(), variable.isWind() ? query.wind().shown() : variable.unit());
        }
        out.append("},\"current\":{\"time\":").append(time(second, offset, 16));
        out.append(",\"interval\":").append(interval);
        for (OpenMeteoVariable variable : query.current()) {
            double value = variable.value().applyAsDouble(sky)
                    * (variable.isWind() ? query.wind().factor() : 1);
            out.append(",\"").append(variable.name()).append("\":").append(number(value, variable.decimals()));
        }
        out.append('}');
    }

    private void daily(OpenMeteoQuery.Spot spot, long offset) {
        long today = Math.floorDiv(second + offset, DAY) * DAY - offset;
        out.append(",\"daily_units\":{\"time\":\"").append(query.timeFormat()).append('"');
        query.daily().forEach(name -> unit(name, OpenMeteoDay.unit(name)));
        out.append("},\"daily\":{\"time\":[");
        for (int day = 0; day < query.days(); day++) {
            out.append(day == 0 ? "" : ",").append(time(today + (long) day * DAY, offset, 10));
        }
        out.append(']');
        for (String name : query.daily()) {
            out.append(",\"").append(name).append("\":[");
            for (int day = 0; day < query.days(); day++) {
                var weather = OpenMeteoDay.of(spot.latitude(), spot.longitude(), today + (long) day * DAY, STEP);
                out.append(day == 0 ? "" : ",").append(number(weather.value(name), OpenMeteoDay.decimals(name)));
            }
            out.append(']');
        }
        out.append('}');
    }

    private void unit(String name, String unit) {
        out.append(",\"").append(name).append("\":\"").append(unit).append('"');
    }

    private String time(long at, long offset, int length) {
        return query.timeFormat().equals("unixtime")
                ? String.valueOf(at)
                : "\"" + Instant.ofEpochSecond(at + offset).toString().substring(0, length) + "\"";
    }

    /// The middle of a cell of an eighth of a degree, with the vendor's single precision.
    private static String grid(double degrees) {
        return String.valueOf((float) (Math.round(degrees * 8) / 8.0 - 0.000_002));
    }

    private static String number(double value, int decimals) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : "null";
    }

    /// https://open-meteo.com/en/docs/geocoding-api; without a list where nothing was found.
    static String cities(List<City> cities) {
        StringBuilder out = new StringBuilder("{");
        for (City city : cities) {
            out.append(out.length() == 1 ? "\"results\":[{" : ",{")
                    .append("\"id\":")
                    .append(city.id());
            out.append(",\"name\":\"").append(city.name());
            out.append("\",\"latitude\":").append(city.latitude());
            out.append(",\"longitude\":").append(city.longitude());
            out.append(",\"elevation\":38.0,\"feature_code\":\"PPL\",\"country_code\":\"")
                    .append(city.country());
            out.append('"');
            Optional.of(city.state())
                    .filter(s -> !s.isEmpty())
                    .ifPresent(s -> out.append(",\"admin1\":\"").append(s).append('"'));
            out.append('}');
        }
        return out.append(cities.isEmpty() ? "" : "],")
                .append("\"generationtime_ms\":0.6}")
                .toString();
    }
}
