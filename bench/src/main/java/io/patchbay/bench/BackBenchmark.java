package io.patchbay.bench;

import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// 1,000 clients that are polled every second, after a `kill -9`.
final class BackBenchmark implements Benchmark {
    @Override
    public List<String> names() {
        return List.of("back");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Crowd crowd = Crowd.gather(lab, 1000, Duration.ofSeconds(1));
        return List.of(Restarts.back(lab, crowd, "back"));
    }
}
