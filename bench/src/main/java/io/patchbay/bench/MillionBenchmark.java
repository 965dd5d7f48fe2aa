package io.patchbay.bench;

import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Heap;
import io.patchbay.bench.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// 1,000,000 clients that are polled once a minute: how late, and what each of them keeps on the heap while it waits.
final class MillionBenchmark implements Benchmark {
    private static final int CLIENTS = 1_000_000;
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @Override
    public List<String> names() {
        return List.of("lateness", "idle");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        int clients = lab.isQuick() ? CLIENTS / 20 : CLIENTS;
        Duration interval = lab.isQuick() ? INTERVAL.dividedBy(6) : INTERVAL;
        AtomicLong before = new AtomicLong();
        Crowd crowd = Crowd.gather(
                lab,
                clients,
                interval,
                _ -> {},
                alone -> before.set(Heap.of(lab, alone.process()).bytes()));
        crowd.settle();
        List<Result> results = new ArrayList<>();
        if (wanted.contains("lateness")) {
            Duration window = lab.isQuick() ? Duration.ofSeconds(4) : INTERVAL;
            results.add(LatenessRounds.measure(lab, crowd, "lateness", window));
        }
        if (wanted.contains("idle")) {
            results.add(idle(lab, crowd, before.get()));
        }
        return results;
    }

    /// Every client has been polled, so each is open and knows what it brought last.
    private static Result idle(Lab lab, Crowd crowd, long before) {
        List<Double> perClient = new ArrayList<>();
        List<String> top = List.of();
        for (int i = 0; i < lab.rounds(); i++) {
            Heap.Live live = Heap.of(lab, crowd.service().process());
            perClient.add((live.bytes() - before) / (double) crowd.clients());
            top = live.top();
            lab.say(Report.number(perClient.getLast()) + " bytes of heap per client");
        }
        top.forEach(lab::say);
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("clients", crowd.clients());
        return Result.alone("idle", "bytes", perClient, Goal.AT_MOST, 1024, notes);
    }
}
