package io.patchbay.openmeteo;

import io.patchbay.connector.Batch;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import io.patchbay.http.Json;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The weather of many places in one request. Keys are ids of a [Place]. Equal for all clients that ask for
/// the same variables.
///
/// @param tomorrow whether tomorrow's forecast is asked for beside current weather
record Forecasts(boolean tomorrow, InstantSource clock) implements Batch<Json> {
    /// With the longest coordinates the URL has some 1,500 characters, and the weight is an eighth of a
    /// minute's quota.
    private static final int MOST = 50;

    private static final double VARIABLES_OF_WEIGHT_ONE = 10;

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public Map<String, Json> fetch(VendorHttp http, List<String> keys) throws ConnectorException, InterruptedException {
        Json answer = new OpenMeteoApi(http, clock).send(call(keys));
        List<Json> parts = keys.size() == 1 ? List.of(answer) : answer.items();
        if (parts.size() != keys.size()) {
            throw new ConnectorException(new Failure.Puzzled(
                    "the vendor answered " + parts.size() + " places where " + keys.size() + " were asked for", ""));
        }
        // in the order asked for; coordinates in the answer are those of the grid
        Map<String, Json> byKey = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            byKey.put(keys.get(i), parts.get(i));
        }
        return byKey;
    }

    private Call call(List<String> keys) {
        Call call = Call.get(OpenMeteoApi.FORECAST)
                .query("latitude", list(keys, 0))
                .query("longitude", list(keys, 1))
                .query("current", String.join(",", OpenMeteoThings.CURRENT_VARIABLES));
        if (tomorrow) {
            call = call.query("daily", String.join(",", OpenMeteoThings.DAILY_VARIABLES))
                    .query("forecast_days", 2);
        }
        return call.query("timezone", "auto")
                .query("timeformat", "unixtime")
                .query("wind_speed_unit", "ms")
                .weighing(keys.size() * weight());
    }

    /// Of one place.
    private double weight() {
        int variables =
                OpenMeteoThings.CURRENT_VARIABLES.size() + (tomorrow ? OpenMeteoThings.DAILY_VARIABLES.size() : 0);
        return Math.max(1, variables / VARIABLES_OF_WEIGHT_ONE);
    }

    private static String list(List<String> keys, int part) {
        return keys.stream().map(key -> key.split(",", -1)[part]).collect(Collectors.joining(","));
    }
}
