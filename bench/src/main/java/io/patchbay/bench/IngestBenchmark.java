package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.BareTables;
import io.patchbay.bench.lab.BareUnnest;
import io.patchbay.bench.lab.Cpu;
import io.patchbay.bench.lab.Database;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Loader;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import io.patchbay.bench.lab.Waiting;
import io.patchbay.bench.lab.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Changes of properties per second that are durable after the whole path (engine, poll, comparison, writer), against a
/// bare JDBC loop that writes the same rows in batches of the same size into the same tables of the same server.
final class IngestBenchmark implements Benchmark {
    private static final int CLIENTS = 2000;
    private static final int NEWS = 10;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int READINGS = 5; // of a station
    private static final int MORE_THAN_ENOUGH = 200_000; // changes per second
    private static final Duration SETTLING = Duration.ofMillis(500);

    @Override
    public List<String> names() {
        return List.of("ingest");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Vendor vendor = new Vendor(lab);
        Service service = new Service(lab).polling(INTERVAL, vendor.port());
        service.start();
        new Loader(lab, service).load(new Api(service), CLIENTS, NEWS);
        service.kill();
        service.closeGate();
        service.start();
        return List.of(compare(lab, service, "ingest"));
    }

    /// Measures a service that runs no more and has clients that ask the vendor.
    static Result ofClients(Lab lab, Vendor vendor, Service service, int clients, String name) {
        Duration interval = Duration.ofMillis(Math.max(20, 1000L * clients * READINGS / MORE_THAN_ENOUGH));
        service.polling(interval, vendor.port()).unasked(true).start();
        Waiting.until(
                "the first news of all",
                Duration.ofMinutes(20),
                Duration.ofMillis(500),
                () -> service.metrics().sum("patchbay_polls_seconds_count") >= clients);
        service.closeGate();
        return compare(lab, service, name);
    }

    /// Measures a service whose clients bring news with every poll and whose gate is closed.
    private static Result compare(Lab lab, Service service, String name) {
        Database database = service.database();
        BareTables tables = new BareTables(database);
        tables.copy("property");
        tables.copy("change_log");
        tables.fill("property", Map.of());
        try (BareUnnest bare = new BareUnnest(database)) {
            Window ofOurs = service.window();
            Window ofLimit = new Window(() -> Cpu.ofTree(database.pid())
                    .plus(Cpu.of(ProcessHandle.current().pid())));
            lab.say("warming up");
            ours(service, database, lab.warmUp(), new Window(() -> Duration.ZERO));
            bare.run(lab.warmUp());
            Rounds rounds = Rounds.interleaved(
                    lab.rounds(), () -> said(lab, "ours", ours(service, database, lab.round(), ofOurs)), () -> {
                        ofLimit.begin();
                        double rate = bare.run(lab.round());
                        ofLimit.end(rate * lab.round().toMillis() / 1000);
                        return said(lab, "bare", rate);
                    });
            return Result.against(name, "changes/s", rounds, 0.7, Notes.of(ofOurs, ofLimit));
        }
    }

    private static double ours(Service service, Database database, Duration round, Window window) {
        service.openGate();
        Waiting.pause(SETTLING);
        // the last position costs nothing to find; what is counted later are the rows
        long before = position(database);
        window.begin();
        long begun = System.nanoTime();
        Waiting.pause(round);
        long last = position(database);
        double seconds = (System.nanoTime() - begun) / 1e9;
        window.end((double) (last - before));
        service.closeGate();
        awaitQuiet(database);
        return database.number("select count(*) from change_log where kind = 1 and position > " + before
                        + " and position <= " + last)
                / seconds;
    }

    /// Until what was under way is written.
    private static void awaitQuiet(Database database) {
        long[] last = {-1};
        Waiting.until("the writer to end", Duration.ofSeconds(30), SETTLING, () -> {
            long now = position(database);
            boolean quiet = now == last[0];
            last[0] = now;
            return quiet;
        });
    }

    private static long position(Database database) {
        return database.number("select coalesce(max(position), 0) from change_log");
    }

    private static double said(Lab lab, String what, double rate) {
        lab.say(what + " " + Report.number(rate) + "/s");
        return rate;
    }
}
