package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.load.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// How ingest, get and lateness change with the number of clients, from 1,000 to 1,000,000, with one crowd for each
/// number.
final class Growth {
    private static final List<Integer> CLIENTS = List.of(1_000, 10_000, 100_000, 1_000_000);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofDays(1);
    private static final int MOST_READ = 100_000; // different properties

    private final List<Integer> counts = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();

    /// Measures one number of clients after the other.
    ///
    /// @return what was measured, named `ingest-1000` and so on
    static List<Result> run(Path home, boolean quick, AtomicReference<Lab> open) throws IOException {
        Growth growth = new Growth();
        for (int clients : quick ? CLIENTS.subList(0, 2) : CLIENTS) {
            System.err.println(clients + " clients …");
            try (Lab lab = new Lab(home, quick, false)) {
                open.set(lab);
                growth.add(lab, clients);
            }
            // what is measured is kept, whatever comes
            Files.writeString(home.resolve("bench/growth.svg"), growth.svg());
        }
        return growth.results;
    }

    private void add(Lab lab, int clients) {
        AtomicReference<Api> api = new AtomicReference<>();
        Crowd crowd = Crowd.gather(lab, clients, INTERVAL, api::set, _ -> {});
        crowd.settle();
        Duration window = lab.isQuick() ? Duration.ofSeconds(5) : Duration.ofSeconds(30);
        Result lateness = LatenessRounds.measure(lab, crowd, "lateness-" + clients, window);
        Service service = crowd.service();
        service.kill();
        service.polling(LONG, crowd.vendor().port()).start();
        Result get = Gets.compare(lab, service, gets(service, api.get()), "get-" + clients);
        service.kill();
        Result ingest = IngestBenchmark.ofClients(lab, crowd.vendor(), service, clients, "ingest-" + clients);
        counts.add(clients);
        results.addAll(List.of(ingest, get, lateness));
    }

    private static List<Request> gets(Service service, Api api) {
        return service
                .database()
                .texts("select p.thing_id || ' ' || p.component_id || ' ' || p.id || ' ' || t.subject"
                        + " from property p join thing t on t.id = p.thing_id order by random() limit " + MOST_READ)
                .stream()
                .map(row -> row.split(" ", 4))
                .map(row -> api.request(
                        "GET", "/things/" + row[0] + "/components/" + row[1] + "/properties/" + row[2], row[3], ""))
                .toList();
    }

    private String svg() {
        return Chart.svg(List.of(
                new Chart(
                        "Ingest",
                        "durable changes per second",
                        List.of(line("Patchbay", "ingest", false), line("bare unnest", "ingest", true))),
                new Chart(
                        "Get",
                        "requests per second",
                        List.of(line("Patchbay", "get", false), line("bare endpoint", "get", true))),
                new Chart(
                        "Lateness, polled every minute",
                        "ms, 99th percentile",
                        List.of(line("Patchbay", "lateness", false)))));
    }

    private Chart.Line line(String name, String of, boolean limit) {
        return new Chart.Line(
                name,
                List.copyOf(counts),
                results.stream()
                        .filter(result -> result.name().startsWith(of + "-"))
                        .map(result -> limit ? result.limit().orElse(0) : result.value())
                        .toList());
    }
}
