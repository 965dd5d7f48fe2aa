package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Metrics;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import io.patchbay.bench.lab.Waiting;
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
import java.util.concurrent.atomic.AtomicReference;

/// What an app feels while far more polls are due than the machine can do: requests that need a thread and the
/// database,
/// beside polls of clients that are due all the time, and beside none.
final class OverloadBenchmark implements Benchmark {
    private static final int CLIENTS = 20_000;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration SETTLING = Duration.ofMillis(500);
    private static final int CONNECTIONS = 4;

    @Override
    public List<String> names() {
        return List.of("overload");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        AtomicReference<Api> api = new AtomicReference<>();
        Crowd crowd = Crowd.gather(lab, CLIENTS, INTERVAL, api::set, _ -> {});
        crowd.settle();
        Service service = crowd.service();
        List<Request> lists = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS * 100; i++) {
            String subject = "s" + i;
            lists.add(api.get().request("GET", "/things?expand=true", subject, ""));
            lists.add(api.get().request("GET", "/connectors/clients?expand=true", subject, ""));
        }
        List<Load> beside = new ArrayList<>();
        List<Load> alone = new ArrayList<>();
        List<Double> polls = new ArrayList<>();
        try (Generator generator = new Generator(service.port(), CONNECTIONS)) {
            Requests requests = Requests.anyOf(lists);
            lab.say("warming up");
            generator.run(requests, lab.warmUp());
            Rounds rounds = Rounds.interleaved(
                    lab.rounds(),
                    () -> {
                        service.openGate();
                        Waiting.pause(SETTLING);
                        double before = calls(crowd.vendor());
                        beside.add(generator.run(requests, lab.round()));
                        polls.add((calls(crowd.vendor()) - before) / lab.round().toSeconds());
                        return said(lab, "beside " + Report.number(polls.getLast()) + " polls/s", beside.getLast());
                    },
                    () -> {
                        service.closeGate();
                        Waiting.pause(SETTLING);
                        alone.add(generator.run(requests, lab.round()));
                        return said(lab, "beside none", alone.getLast());
                    });
            Map<String, Object> notes = new LinkedHashMap<>();
            notes.put("polls/s", Rounds.median(polls));
            notes.put("of", crowd.nominal());
            notes.put("median ms", median(beside, 50));
            notes.put("median ms beside none", median(alone, 50));
            notes.put("p99 ms beside none", Rounds.median(rounds.limits()));
            Metrics told = service.metrics();
            notes.put("stretch", told.sum("patchbay_polls_stretch_sum") / told.sum("patchbay_polls_stretch_count"));
            return List.of(Result.alone("overload", "ms", rounds.ours(), Goal.AT_MOST, 50, notes));
        }
    }

    private static double calls(Vendor vendor) {
        return vendor.calls();
    }

    private static double median(List<Load> loads, double percent) {
        return Rounds.median(
                loads.stream().map(load -> load.percentile(percent)).toList());
    }

    private static double said(Lab lab, String what, Load load) {
        lab.say(what + ": p99 " + Report.number(load.percentile(99)) + " ms of " + Report.number(load.perSecond())
                + " requests/s");
        return load.percentile(99);
    }
}
