package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Seconds that the service needs from its start, as it is shipped, on a data folder that it has used before.
final class StartBenchmark implements Benchmark {
    @Override
    public List<String> names() {
        return List.of("start");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Service service = new Service(lab).asShipped();
        service.start();
        Meters.make(new Api(service), service, 100);
        return List.of(again(lab, service));
    }

    static Result again(Lab lab, Service service) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < lab.starts(); i++) {
            service.stop();
            seconds.add(service.start().toMillis() / 1000.0);
            lab.say("ready after " + Report.number(seconds.getLast()) + " s");
        }
        return Result.alone("start", "s", seconds, Goal.AT_MOST, 4, Map.of());
    }
}
