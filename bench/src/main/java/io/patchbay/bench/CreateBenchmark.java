package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Database;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import io.patchbay.bench.lab.Waiting;
import io.patchbay.bench.lab.Window;
import io.patchbay.bench.load.Generator;
import io.patchbay.bench.load.Load;
import io.patchbay.bench.load.Request;
import io.patchbay.bench.load.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Clients per second that an app makes over 64 connections, until all of them are started: stored, polled, and their
/// things made. And how fast one of them is read.
final class CreateBenchmark implements Benchmark {
    private static final int CONNECTIONS = 64;

    /// Rounds before the ones that count: until then the rate rises, as the code that makes things is compiled.
    private static final int WARM_UP = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<String> names() {
        return List.of("create", "status");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Vendor vendor = new Vendor(lab);
        Service service = new Service(lab).polling(Duration.ofMinutes(1), vendor.port());
        service.start();
        return ofApp(lab, service, new Api(service), wanted);
    }

    static List<Result> ofApp(Lab lab, Service service, Api api, Set<String> wanted) {
        api.post("/connectors/instances", "", Map.of("connector_type_id", "bench", "configuration", Map.of()));
        List<Result> results = new ArrayList<>();
        results.add(create(lab, service, api));
        if (wanted.contains("status")) {
            results.add(Gets.compare(lab, service, reads(service, api), "status"));
        }
        return results;
    }

    private static Result create(Lab lab, Service service, Api api) {
        int each = lab.isQuick() ? 300 : 4000;
        int warmUp = lab.isQuick() ? 1 : WARM_UP;
        Database database = service.database();
        List<Double> rates = new ArrayList<>();
        List<Double> answered = new ArrayList<>();
        List<Double> late = new ArrayList<>();
        Window costs = service.window();
        try (Generator generator = new Generator(service.port(), CONNECTIONS)) {
            for (int round = 0; round < warmUp + lab.rounds(); round++) {
                Requests posts = Requests.eachOf(posts(api, round * each, each));
                long all = (round + 1L) * each;
                costs.begin();
                long begun = System.nanoTime();
                Load load = generator.run(posts, PATIENCE);
                Waiting.until(
                        "all clients to be started",
                        PATIENCE,
                        Duration.ofMillis(50),
                        () -> database.number("select count(*) from client where status = 'STARTED'") >= all);
                costs.end(each);
                double rate = each / ((System.nanoTime() - begun) / 1e9);
                if (round >= warmUp) {
                    rates.add(rate);
                    answered.add(load.perSecond());
                    late.add(load.percentile(99));
                }
                lab.say(Report.number(rate) + " started/s, " + Report.number(load.perSecond()) + " answered/s");
            }
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("answered/s", Rounds.median(answered));
        notes.put("p99 ms", Rounds.median(late));
        notes.put("CPU µs", costs.micros());
        return Result.alone("create", "clients/s", rates, Goal.AT_LEAST, 2000, notes);
    }

    private static List<Request> posts(Api api, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> api.request(
                        "POST",
                        "/connectors/clients",
                        "s" + i,
                        Api.json(Map.of("connector_type_id", "bench", "configuration", Map.of("station", "s" + i)))))
                .toList();
    }

    private static List<Request> reads(Service service, Api api) {
        return service.database().texts("select id || ' ' || subject from client order by id limit 1000").stream()
                .map(client -> client.split(" ", 2))
                .map(client -> api.request("GET", "/connectors/clients/" + client[0], client[1], ""))
                .toList();
    }
}
