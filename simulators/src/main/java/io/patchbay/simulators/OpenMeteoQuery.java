package io.patchbay.simulators;

import io.patchbay.tck.simulator.Request;
import java.util.ArrayList;
import java.util.List;

/// A request for a forecast, understood.
///
/// @param daily names of variables that [OpenMeteoDay] knows
/// @param localTime whether times and days are those of the place rather than of Greenwich
record OpenMeteoQuery(
        List<Spot> spots,
        List<OpenMeteoVariable> current,
        List<String> daily,
        int days,
        Wind wind,
        String timeFormat,
        boolean localTime) {
    private static final int MOST_DAYS = 16;
    private static final String HOURLY = "SurfacePressureAndHeightVariable<VariableAndPreviousDay>";

    record Spot(double latitude, double longitude) {}

    /// @param factor from m/s
    record Wind(String shown, double factor) {}

    /// The vendor's 400.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static OpenMeteoQuery of(Request request) {
        List<OpenMeteoVariable> current = list(request, "current").stream()
                .map(name -> OpenMeteoVariable.named(name).orElseThrow(() -> unknown(HOURLY, name)))
                .toList();
        List<String> daily = list(request, "daily");
        for (String name : daily) {
            if (!OpenMeteoDay.knows(name)) {
                throw unknown("ForecastVariableDaily", name);
            }
        }
        return new OpenMeteoQuery(
                spots(request),
                current,
                daily,
                days(request),
                wind(request.query("wind_speed_unit").orElse("kmh")),
                timeFormat(request.query("timeformat").orElse("iso8601")),
                request.query("timezone").orElse("GMT").equals("auto"));
    }

    /// What the request counts: ten variables of one place are one call.
    double weight() {
        return Math.max(1, (current.size() + daily.size()) / 10.0) * spots.size();
    }

    private static List<Spot> spots(Request request) {
        List<String> latitudes = list(request, "latitude");
        List<String> longitudes = list(request, "longitude");
        if (latitudes.isEmpty() || longitudes.isEmpty()) {
            throw new Refused("Parameter 'latitude' and 'longitude' must not be empty");
        }
        if (latitudes.size() != longitudes.size()) {
            throw new Refused("Parameter 'latitude' and 'longitude' must have the same number of elements");
        }
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < latitudes.size(); i++) {
            double latitude = degrees("Latitude", latitudes.get(i), 90);
            spots.add(new Spot(latitude, degrees("Longitude", longitudes.get(i), 180)));
        }
        return spots;
    }

    private static double degrees(String what, String text, int most) {
        try {
            double value = Double.parseDouble(text);
            if (Math.abs(value) <= most) {
                return value;
            }
            throw new Refused("%s must be in range of -%d to %d°. Given: %s.".formatted(what, most, most, value));
        } catch (NumberFormatException e) {
            throw unknown("Float", text);
        }
    }

    private static int days(Request request) {
        String text = request.query("forecast_days").orElse("7");
        if (!text.matches("\\d{1,2}") || Integer.parseInt(text) > MOST_DAYS) {
            throw new Refused("Parameter 'forecast_days' is out of allowed range from 0 to " + MOST_DAYS + ".");
        }
        return Integer.parseInt(text);
    }

    private static Wind wind(String unit) {
        return switch (unit) {
            case "kmh" -> new Wind("km/h", 3.6);
            case "ms" -> new Wind("m/s", 1);
            case "mph" -> new Wind("mp/h", 2.236_936);
            case "kn" -> new Wind("kn", 1.943_844);
            default -> throw unknown("WindspeedUnit", unit);
        };
    }

    private static String timeFormat(String format) {
        if (!format.equals("iso8601") && !format.equals("unixtime")) {
            throw unknown("Timeformat", format);
        }
        return format;
    }

    private static Refused unknown(String type, String value) {
        return new Refused(
                "Data corrupted at path ''. Cannot initialize " + type + " from invalid String value " + value + ".");
    }

    private static List<String> list(Request request, String name) {
        String text = request.query(name).orElse("");
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
