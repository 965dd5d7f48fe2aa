package io.patchbay.bench;

import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a crowd's service does after it has been stopped or killed.
final class Restarts {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SAMPLE = Duration.ofMillis(50);
    private static final int SAMPLES_PER_SECOND = 20;
    private static final double FULL = 0.9; // of the nominal rate, within a second

    private Restarts() {}

    /// Seconds from the start of the process to the first poll at the vendor, after an orderly stop.
    static Result recovery(Lab lab, Crowd crowd, String name) {
        List<Double> firsts = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        for (int i = 0; i < lab.starts(); i++) {
            crowd.service().stop();
            crowd.vendor().changing(0);
            Instant begun = Instant.now();
            crowd.service().launch();
            Waiting.until("the first poll", PATIENCE, SAMPLE, () -> {
                crowd.service().process().requireAlive();
                return crowd.vendor().firstCall().isPresent();
            });
            Instant first = crowd.vendor().firstCall().orElseThrow();
            crowd.service().awaitReady();
            ready.add(Duration.between(begun, Instant.now()).toMillis() / 1000.0);
            firsts.add(Duration.between(begun, first).toMillis() / 1000.0);
            lab.say("first poll after " + Report.number(firsts.getLast()) + " s, ready after "
                    + Report.number(ready.getLast()) + " s");
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("clients", crowd.clients());
        notes.put("ready s", Rounds.median(ready));
        return Result.alone(name, "s", firsts, Goal.AT_MOST, 5, notes);
    }

    /// Seconds from the start of the process after a `kill -9` to the first second in which as many clients were polled
    /// as belong into a second.
    static Result back(Lab lab, Crowd crowd, String name) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < lab.starts(); i++) {
            crowd.service().kill();
            crowd.vendor().changing(0);
            times.add(untilFullRate(crowd));
            crowd.service().awaitReady();
            lab.say("full rate after " + Report.number(times.getLast()) + " s");
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("clients", crowd.clients());
        notes.put("polls/s", crowd.nominal());
        return Result.alone(name, "s", times, Goal.AT_MOST, 5, notes);
    }

    private static double untilFullRate(Crowd crowd) {
        List<Long> calls = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        long begun = System.nanoTime();
        crowd.service().launch();
        double[] reached = {0};
        Waiting.until("the full rate", PATIENCE, SAMPLE, () -> {
            crowd.service().process().requireAlive();
            times.add(System.nanoTime());
            calls.add(crowd.vendor().calls());
            int from = times.size() - 1 - SAMPLES_PER_SECOND;
            if (from < 0) {
                return false;
            }
            double seconds = (times.getLast() - times.get(from)) / 1e9;
            reached[0] = (times.get(from) - begun) / 1e9;
            return (calls.getLast() - calls.get(from)) / seconds >= FULL * crowd.nominal();
        });
        return reached[0];
    }
}
