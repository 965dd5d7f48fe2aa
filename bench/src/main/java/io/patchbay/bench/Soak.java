package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Database;
import io.patchbay.bench.lab.Heap;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;

/// The service under load for a while: 10,000 polls/s of which one in ten brings a change, 500 writes/s through the
/// API,
/// and in the middle a `kill -9` of its database and one of itself.
final class Soak {
    private static final int CLIENTS = 10_000;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int CHANGING = 100; // of a thousand polls
    private static final int WRITES = 500; // per second
    private static final double DATABASE_KILLED = 0.35; // of the time
    private static final double SERVICE_KILLED = 0.65;
    private static final double AGAIN = 30; // seconds
    private static final double GROWTH = 1.1;
    private static final long MORE = 16 << 20; // bytes that caches may grow by, whatever the heap

    /// @param measured in words
    private record Check(String what, String measured, String wanted, boolean passed) {}

    private final List<Check> checks = new ArrayList<>();
    private final Crowd crowd;
    private final AtomicReference<Api> api;

    private Soak(Crowd crowd, AtomicReference<Api> api) {
        this.crowd = crowd;
        this.api = api;
    }

    /// Prints the verdict.
    ///
    /// @return whether all is well
    static boolean run(Lab lab, int minutes) {
        AtomicReference<Api> api = new AtomicReference<>();
        Crowd crowd = Crowd.gather(lab, CLIENTS, INTERVAL, api::set, _ -> {});
        crowd.settle();
        Soak soak = new Soak(crowd, api);
        soak.run(minutes * 60.0);
        soak.print();
        return soak.checks.stream().allMatch(Check::passed);
    }

    private void run(double seconds) {
        Lab lab = crowd.lab();
        crowd.vendor().changing(CHANGING);
        try (SoakWriters writers = new SoakWriters(api.get(), crowd.service(), WRITES)) {
            Waiting.pause(lab.warmUp());
            long first = live();
            SoakSamples samples = new SoakSamples(crowd, writers::acknowledged);
            samples.until(seconds * DATABASE_KILLED);
            lab.say("kill -9 of PostgreSQL");
            double databaseKilled = samples.now();
            crowd.service().database().kill();
            samples.until(seconds * SERVICE_KILLED);
            long beforeKill = live();
            lab.say("kill -9 of the service, which is started again");
            double serviceKilled = samples.now();
            crowd.service().kill();
            crowd.service().launch();
            samples.until(serviceKilled + (seconds - serviceKilled) / 3);
            long afterKill = live();
            samples.until(seconds);
            long last = live();
            recovered("PostgreSQL killed", samples.recoveredAfter(databaseKilled));
            recovered("service killed", samples.recoveredAfter(serviceKilled));
            flat("before the service was killed", first, beforeKill);
            flat("after it was killed", afterKill, last);
            rates(samples, databaseKilled);
            lost(writers);
        }
        stations();
    }

    private long live() {
        return Heap.of(crowd.lab(), crowd.service().process()).bytes();
    }

    private void recovered(String what, OptionalDouble seconds) {
        checks.add(new Check(
                "lateness at most 250 ms again, " + what,
                seconds.isPresent() ? Report.number(seconds.getAsDouble()) + " s" : "never",
                "within 30 s",
                seconds.isPresent() && seconds.getAsDouble() <= AGAIN));
    }

    private void flat(String when, long first, long last) {
        checks.add(new Check(
                "live heap " + when,
                megabytes(first) + ", then " + megabytes(last),
                "flat",
                last <= first * GROWTH + MORE));
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }

    /// What was reached before anything was killed.
    private void rates(SoakSamples samples, double until) {
        checks.add(new Check(
                "polls",
                Report.number(samples.medianPolls(until)) + "/s",
                Report.number(crowd.nominal()) + "/s",
                samples.medianPolls(until) >= 0.95 * crowd.nominal()));
        checks.add(new Check(
                "writes",
                Report.number(samples.medianWrites(until)) + "/s",
                WRITES + "/s",
                samples.medianWrites(until) >= 0.9 * WRITES));
        checks.add(new Check(
                "lateness",
                "p99 " + Report.number(samples.medianLate(until)) + " ms in the middle sample",
                "at most 250 ms",
                samples.medianLate(until) <= 250));
    }

    private void lost(SoakWriters writers) {
        List<String> lost = writers.lost(crowd.service().database());
        lost.forEach(crowd.lab()::say);
        checks.add(new Check(
                "acknowledged writes lost",
                lost.size() + " of " + Report.number((double) writers.acknowledged()),
                "0",
                lost.isEmpty()));
    }

    /// When nothing changes any more, what is stored of each station is what the vendor says of it.
    private void stations() {
        crowd.vendor().changing(0);
        Waiting.pause(INTERVAL.multipliedBy(5));
        Database database = crowd.service().database();
        List<String> rows = database.texts("""
                select t.subject || ' ' || p.value from property p join thing t on t.id = p.thing_id
                where p.id = 'temperature'
                """);
        long wrong = rows.stream()
                .map(row -> row.split(" ", 2))
                .filter(row -> crowd.vendor().temperature(row[0]) != Double.parseDouble(row[1]))
                .count();
        checks.add(new Check(
                "stations whose stored value is not the vendor's",
                wrong + " of " + rows.size(),
                "0 of " + CLIENTS,
                wrong == 0 && rows.size() == CLIENTS));
    }

    private void print() {
        StringBuilder table = new StringBuilder("| check | measured | wanted | verdict |\n|---|---|---|---|\n");
        for (Check check : checks) {
            table.append("| %s | %s | %s | %s |\n"
                    .formatted(check.what, check.measured, check.wanted, check.passed ? "passed" : "FAILED"));
        }
        System.out.print(table);
    }
}
