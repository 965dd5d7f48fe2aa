package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The most important numbers in little time, with one service for all of them: most of a look is services that start.
/// Code that is being compiled while it is measured makes its ratios worse than those of whole runs.
final class Look implements Benchmark {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofSeconds(1);

    @Override
    public List<String> names() {
        return List.of(
                "put", "put-one", "get", "create", "status", "recovery", "lateness", "back", "ingest", "poll", "start");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Vendor vendor = new Vendor(lab);
        Service service = new Service(lab).polling(Duration.ofMinutes(1), vendor.port());
        service.start();
        Api api = new Api(service);
        List<Result> results = new ArrayList<>(ValuesBenchmark.ofApp(lab, service, api, wanted));
        results.addAll(CreateBenchmark.ofApp(lab, service, api, wanted));

        int clients = (int) service.database().number("select count(*) from client");
        service.polling(INTERVAL, vendor.port());
        Crowd crowd = new Crowd(lab, vendor, service, clients, INTERVAL);
        results.add(Restarts.recovery(lab, crowd, "recovery"));
        crowd.settle();
        results.add(LatenessRounds.measure(lab, crowd, "lateness", WINDOW));
        results.add(Restarts.back(lab, crowd, "back"));

        service.kill();
        results.add(IngestBenchmark.ofClients(lab, vendor, service, clients, "ingest"));
        service.kill();
        service.database()
                .execute("update client set status = 'PAUSED'"
                        + " where id not in (select id from client order by id limit " + PollBenchmark.CLIENTS + ")");
        service.unasked(false).polling(PollBenchmark.INTERVAL, vendor.port()).start();
        results.add(PollBenchmark.compare(lab, vendor, service));

        service.openGate(); // who waits there would keep the service from stopping
        service.database().execute("update client set status = 'PAUSED'");
        results.add(StartBenchmark.again(lab, service.asShipped()));
        return results;
    }
}
