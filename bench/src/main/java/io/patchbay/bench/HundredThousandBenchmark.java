package io.patchbay.bench;

import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// 100,000 clients that are polled once a minute: how late, and how soon again after a stop and after a `kill -9`.
final class HundredThousandBenchmark implements Benchmark {
    private static final int CLIENTS = 100_000;
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int FEWER = 5;

    @Override
    public List<String> names() {
        return List.of("lateness-100k", "recovery", "back-100k");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        // the same number of polls per second, sooner
        int clients = lab.isQuick() ? CLIENTS / FEWER : CLIENTS;
        Duration interval = lab.isQuick() ? INTERVAL.dividedBy(FEWER) : INTERVAL;
        Crowd crowd = Crowd.gather(lab, clients, interval);
        List<Result> results = new ArrayList<>();
        if (wanted.contains("lateness-100k")) {
            crowd.settle();
            Duration window = lab.isQuick() ? Duration.ofSeconds(4) : Duration.ofSeconds(30);
            results.add(LatenessRounds.measure(lab, crowd, "lateness-100k", window));
        }
        if (wanted.contains("recovery")) {
            results.add(Restarts.recovery(lab, crowd, "recovery"));
        }
        if (wanted.contains("back-100k")) {
            results.add(Restarts.back(lab, crowd, "back-100k"));
        }
        return results;
    }
}
