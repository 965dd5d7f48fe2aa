package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Cpu;
import io.patchbay.bench.lab.Heap;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Loader;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import io.patchbay.bench.lab.Waiting;
import io.patchbay.bench.load.Request;
import io.patchbay.bench.load.StreamCrowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How old a reading is when it arrives at the live streams, at 1,000 changes/s; and what 5,000 streams cost that are
/// all
/// told the same.
final class EventsBenchmark implements Benchmark {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int CLIENTS = 200;
    private static final int NEWS = 5;
    private static final int STREAMS = 10;
    private static final int MANY = 5000;
    private static final int FEW_CLIENTS = 4;
    private static final double MOST_MILLIS = 250;

    @Override
    public List<String> names() {
        return List.of("events", "streams");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        List<Result> results = new ArrayList<>();
        if (wanted.contains("events")) {
            results.add(latency(lab));
        }
        if (wanted.contains("streams")) {
            results.add(many(lab));
        }
        return results;
    }

    private record Bench(Service service, Request request) {
        static Bench of(Lab lab, int clients, int news) {
            Service service = new Service(lab).polling(INTERVAL, new Vendor(lab).port());
            service.start();
            Api api = new Api(service);
            new Loader(lab, service).load(api, clients, news);
            service.kill();
            service.start();
            return new Bench(service, api.request("GET", "/events?type=property.changed", "", ""));
        }

        StreamCrowd crowd(int streams) {
            return new StreamCrowd(service.port(), streams, request);
        }
    }

    private static Result latency(Lab lab) {
        Bench bench = Bench.of(lab, CLIENTS, NEWS);
        List<Double> p99 = new ArrayList<>();
        List<Double> median = new ArrayList<>();
        List<Double> rate = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (StreamCrowd crowd = bench.crowd(STREAMS)) {
            Waiting.pause(lab.warmUp());
            for (int i = 0; i < lab.rounds(); i++) {
                Duration before = Cpu.of(bench.service.process().pid());
                StreamCrowd.Came came = window(crowd, lab.round());
                double seconds = lab.round().toMillis() / 1000.0;
                p99.add(came.percentile(99));
                median.add(came.percentile(50));
                rate.add(came.events() / seconds / STREAMS);
                cpu.add(Cpu.of(bench.service.process().pid()).minus(before).toMillis() / seconds / 10);
                lab.say("median " + Report.number(median.getLast()) + " ms, p99 " + Report.number(p99.getLast())
                        + " ms, " + Report.number(rate.getLast()) + " changes/s");
            }
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("median ms", Rounds.median(median));
        notes.put("changes/s", Rounds.median(rate));
        notes.put("streams", STREAMS);
        notes.put("service CPU %", Rounds.median(cpu));
        return Result.alone("events", "ms", p99, Goal.AT_MOST, MOST_MILLIS, notes);
    }

    private static Result many(Lab lab) {
        Bench bench = Bench.of(lab, FEW_CLIENTS, 1);
        long heap = Heap.of(lab, bench.service.process()).bytes();
        List<Double> p99 = new ArrayList<>();
        List<Double> median = new ArrayList<>();
        List<Double> rate = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        long each;
        int open;
        double missing;
        try (StreamCrowd crowd = bench.crowd(MANY);
                StreamCrowd witness = bench.crowd(1)) {
            Waiting.pause(lab.warmUp());
            for (int i = 0; i < lab.rounds(); i++) {
                Duration before = Cpu.of(bench.service.process().pid());
                StreamCrowd.Came came = window(crowd, lab.round());
                double seconds = lab.round().toMillis() / 1000.0;
                p99.add(came.percentile(99));
                median.add(came.percentile(50));
                rate.add(came.events() / seconds);
                cpu.add(Cpu.of(bench.service.process().pid()).minus(before).toMillis() / seconds / 10);
                lab.say("p99 " + Report.number(p99.getLast()) + " ms, " + Report.number(rate.getLast()) + " events/s");
            }
            missing = missing(bench, crowd, witness);
            open = crowd.open();
            each = (Heap.of(lab, bench.service.process()).bytes() - heap) / MANY;
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("streams", open);
        notes.put("median ms", Rounds.median(median));
        notes.put("events/s", Rounds.median(rate));
        notes.put("heap bytes per stream", each);
        notes.put("service CPU %", Rounds.median(cpu));
        notes.put("events that did not arrive", missing);
        return Result.alone("streams", "ms", p99, Goal.AT_MOST, MOST_MILLIS, notes);
    }

    /// Polls stop at the gate, so that what is counted is whole: all streams must have what the witness has.
    private static double missing(Bench bench, StreamCrowd crowd, StreamCrowd witness) {
        bench.service.closeGate();
        Waiting.pause(INTERVAL.multipliedBy(2));
        crowd.begin();
        witness.begin();
        bench.service.openGate();
        Waiting.pause(INTERVAL.multipliedBy(5));
        bench.service.closeGate();
        Waiting.pause(INTERVAL.multipliedBy(2));
        long one = witness.end().events();
        return (double) one * MANY - crowd.end().events();
    }

    private static StreamCrowd.Came window(StreamCrowd crowd, Duration span) {
        crowd.begin();
        Waiting.pause(span);
        return crowd.end();
    }
}
