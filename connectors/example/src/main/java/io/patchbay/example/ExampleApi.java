package io.patchbay.example;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Secret;
import io.patchbay.connector.description.Problem;
import io.patchbay.http.Json;
import io.patchbay.http.JsonHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The vendor's calls. Temperatures are in °F, times in Unix seconds; a sensor that a station lacks is left out.
final class ExampleApi {
    /// @param online whether the vendor hears of it
    /// @param heated whether its rain gauge has a heater that can be switched
    record Station(String id, String name, boolean online, boolean heated) {}

    private final JsonHttp http;
    private final Secret key;

    ExampleApi(InstanceContext context) {
        key = context.instance().secret(ExampleConnector.API_KEY);
        http = JsonHttp.over(context.http(), context.clock())
                .on(401, reply -> misconfigured(ExampleConnector.API_KEY, "is refused by Example Weather"))
                .on(403, reply -> misconfigured(ExampleConnector.API_KEY, "does not include this at Example Weather"));
    }

    /// The cheapest call that needs the key.
    void tryKey() throws ConnectorException, InterruptedException {
        http.send(keyed(Call.get("/v1/key")));
    }

    List<Station> stations(String site) throws ConnectorException, InterruptedException {
        Json answer = http.on(404, reply -> misconfigured(ExampleConnector.SITE, "is not known to Example Weather"))
                .send(keyed(Call.get("/v1/stations").query("site", site)));
        List<Station> stations = new ArrayList<>();
        for (Json station : answer.get("stations").items()) {
            String id = station.get("id").text();
            stations.add(new Station(
                    id,
                    station.get("name")
                            .textIfAny()
                            .filter(name -> !name.isBlank())
                            .orElse(id),
                    station.get("online").flag(),
                    station.get("heated").flagIfAny().orElse(false)));
        }
        return stations;
    }

    /// What a station measured last; empty if it is gone since it was listed.
    Optional<Json> now(Station station) throws ConnectorException, InterruptedException {
        return unlessGone(Call.get("/v1/now").query("station", station.id()));
    }

    /// Switches a station's heater; empty if there is no such station.
    Optional<Json> heat(String station, boolean on) throws ConnectorException, InterruptedException {
        return unlessGone(
                Call.of("PUT", "/v1/heater").query("station", station).body("{\"on\":" + on + "}", "application/json"));
    }

    private Optional<Json> unlessGone(Call call) throws ConnectorException, InterruptedException {
        try {
            return Optional.of(http.on(404, reply -> new Failure.Departed("the station is gone"))
                    .send(keyed(call)));
        } catch (ConnectorException e) {
            if (e.failure() instanceof Failure.Departed) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Call keyed(Call call) {
        return call.header("X-Api-Key", key.reveal());
    }

    private static Failure misconfigured(String field, String problem) {
        return new Failure.Misconfigured(List.of(new Problem(field, problem)));
    }
}
