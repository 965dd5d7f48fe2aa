package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Cpu;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Loader;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import io.patchbay.bench.lab.Waiting;
import io.patchbay.bench.load.HookCrowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How old a reading is when it arrives at webhooks, at 1,000 changes/s.
final class WebhooksBenchmark implements Benchmark {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int CLIENTS = 200;
    private static final int NEWS = 5;
    private static final int WEBHOOKS = 10;
    private static final int BATCH = 100;
    private static final double MOST_MILLIS = 500;

    @Override
    public List<String> names() {
        return List.of("webhooks");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Service service = new Service(lab)
                .polling(INTERVAL, new Vendor(lab).port())
                .with("PATCHBAY_ALLOW_PRIVATE_ADDRESSES", "true");
        service.start();
        Api api = new Api(service);
        new Loader(lab, service).load(api, CLIENTS, NEWS);
        service.kill();
        service.start();
        List<Double> p99 = new ArrayList<>();
        List<Double> median = new ArrayList<>();
        List<Double> rate = new ArrayList<>();
        List<Double> size = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (HookCrowd crowd = new HookCrowd()) {
            for (int i = 0; i < WEBHOOKS; i++) {
                api.post(
                        "/webhooks",
                        "",
                        Map.of("url", crowd.url(i), "types", List.of("property.changed"), "batch", BATCH));
            }
            Waiting.pause(lab.warmUp());
            for (int i = 0; i < lab.rounds(); i++) {
                Duration before = Cpu.of(service.process().pid());
                crowd.begin();
                Waiting.pause(lab.round());
                HookCrowd.Came came = crowd.end();
                double seconds = lab.round().toMillis() / 1000.0;
                p99.add(came.percentile(99));
                median.add(came.percentile(50));
                rate.add(came.micros().length / seconds / WEBHOOKS);
                size.add((double) came.micros().length / Math.max(1, came.requests()));
                cpu.add(Cpu.of(service.process().pid()).minus(before).toMillis() / seconds / 10);
                lab.say("median " + Report.number(median.getLast()) + " ms, p99 " + Report.number(p99.getLast())
                        + " ms, " + Report.number(rate.getLast()) + " changes/s");
            }
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("median ms", Rounds.median(median));
        notes.put("changes/s", Rounds.median(rate));
        notes.put("webhooks", WEBHOOKS);
        notes.put("events per request", Rounds.median(size));
        notes.put("service CPU %", Rounds.median(cpu));
        return List.of(Result.alone("webhooks", "ms", p99, Goal.AT_MOST, MOST_MILLIS, notes));
    }
}
