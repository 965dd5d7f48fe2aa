package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Properties of an app's own things, set and read through the API.
final class ValuesBenchmark implements Benchmark {
    static final int THINGS = 1000;

    @Override
    public List<String> names() {
        return List.of("put", "put-one", "get");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Service service = new Service(lab);
        service.start();
        return ofApp(lab, service, new Api(service), wanted);
    }

    static List<Result> ofApp(Lab lab, Service service, Api api, Set<String> wanted) {
        Meters meters = Meters.make(api, service, THINGS);
        List<Result> results = new ArrayList<>();
        if (wanted.contains("put") || wanted.contains("put-one")) {
            results.addAll(Puts.compare(lab, service, meters));
        }
        if (wanted.contains("get")) {
            service.database().execute("vacuum analyze");
            results.add(Gets.compare(lab, service, meters.gets(), "get"));
        }
        return results;
    }
}
