package io.patchbay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.BenchmarkException;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.load.Generator;
import io.patchbay.bench.load.Request;
import io.patchbay.bench.load.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Things that an app made for itself, with one number each.
///
/// @param puts a request for each that sets its number to another one with every sending
/// @param gets a request for each that reads its number
record Meters(List<Request> puts, List<Request> gets) {
    private static final int PAGE = 1000;

    /// @param count divisible by ten
    static Meters make(Api api, Service service, int count) {
        String body = Api.json(thing());
        List<Request> posts = IntStream.range(0, count)
                .mapToObj(i -> api.request("POST", "/things", subject(i % 10), body))
                .toList();
        try (Generator generator = new Generator(service.port(), 16)) {
            generator.run(Requests.eachOf(posts), Duration.ofMinutes(2));
        }
        Meters meters = new Meters(new ArrayList<>(), new ArrayList<>());
        for (int subject = 0; subject < 10; subject++) {
            for (String thing : things(api, subject(subject))) {
                String path = "/things/" + thing + "/components/meter/properties/count";
                meters.puts.add(api.request("PUT", path, subject(subject), "{\"value\":\"" + Request.COUNTER + "\"}"));
                meters.gets.add(api.request("GET", path, subject(subject), ""));
            }
        }
        if (meters.puts.size() != count) {
            throw new BenchmarkException(count + " things were made, but " + meters.puts.size() + " are listed");
        }
        return meters;
    }

    private static String subject(int number) {
        return "customer-" + number;
    }

    private static List<String> things(Api api, String subject) {
        List<String> ids = new ArrayList<>();
        JsonNode page;
        do {
            String after = ids.isEmpty() ? "" : "&cursor=" + ids.getLast();
            page = api.get("/things?limit=" + PAGE + after, subject);
            page.forEach(link -> ids.add(link.path("href").asText().replaceFirst(".*/", "")));
        } while (page.size() == PAGE);
        return ids;
    }

    private static Map<String, ?> thing() {
        Map<String, ?> count = Map.of(
                "id", "count", "name", "Count", "value", "0", "unit", "", "type", "NUMBER", "propertyType", "COUNT");
        Map<String, ?> component = Map.of(
                "id",
                "meter",
                "name",
                "Meter",
                "componentType",
                "METER",
                "capabilities",
                List.of(),
                "properties",
                List.of(count),
                "actions",
                List.of());
        return Map.of(
                "name", "Meter",
                "manufacturer", "Patchbay",
                "displayType", "METER",
                "mainComponentId", "meter",
                "attributes", List.of(),
                "components", List.of(component));
    }
}
