package io.patchbay.bench;

import io.patchbay.bench.lab.Cpu;
import io.patchbay.bench.lab.Crowd;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Lateness;
import io.patchbay.bench.lab.Metrics;
import io.patchbay.bench.lab.Waiting;
import io.patchbay.bench.lab.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Windows in which a crowd is polled: how late, how often, and what it costs.
final class LatenessRounds {
    private final List<Double> late = new ArrayList<>();
    private final List<Double> median = new ArrayList<>();
    private final List<Double> polls = new ArrayList<>();
    private final List<Double> service = new ArrayList<>();
    private final List<Double> database = new ArrayList<>();
    private final List<Double> vendor = new ArrayList<>();

    /// @param window of each round
    static Result measure(Lab lab, Crowd crowd, String name, Duration window) {
        LatenessRounds rounds = new LatenessRounds();
        Window costs = crowd.service().window();
        for (int i = 0; i < lab.rounds(); i++) {
            costs.begin();
            rounds.add(crowd, window);
            costs.end(rounds.polls.getLast() * window.toSeconds());
            lab.say("p99 " + Report.number(rounds.late.getLast()) + " ms late, " + Report.number(rounds.polls.getLast())
                    + " polls/s");
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("clients", crowd.clients());
        notes.put("polls/s", Rounds.median(rounds.polls));
        notes.put("of", crowd.nominal());
        notes.put("median ms", Rounds.median(rounds.median));
        notes.put("service CPU %", Rounds.median(rounds.service));
        notes.put("PostgreSQL CPU %", Rounds.median(rounds.database));
        notes.put("vendor CPU %", Rounds.median(rounds.vendor));
        notes.put(
                "CPU µs per poll",
                (Rounds.median(rounds.service) + Rounds.median(rounds.database))
                        * 10_000
                        / Rounds.median(rounds.polls));
        return Result.alone(name, "ms", rounds.late, Goal.AT_MOST, 250, notes);
    }

    private void add(Crowd crowd, Duration window) {
        long server = crowd.service().database().pid();
        Metrics before = crowd.service().metrics();
        Duration ofService = Cpu.of(crowd.service().process().pid());
        Duration ofDatabase = Cpu.ofTree(server);
        Duration ofVendor = Cpu.of(crowd.vendor().process().pid());
        long calls = crowd.vendor().calls();
        long begun = System.nanoTime();
        Waiting.pause(window);
        double seconds = (System.nanoTime() - begun) / 1e9;
        polls.add((crowd.vendor().calls() - calls) / seconds);
        service.add(percent(Cpu.of(crowd.service().process().pid()).minus(ofService), seconds));
        database.add(percent(Cpu.ofTree(server).minus(ofDatabase), seconds));
        vendor.add(percent(Cpu.of(crowd.vendor().process().pid()).minus(ofVendor), seconds));
        Metrics after = crowd.service().metrics();
        late.add(Lateness.percentile(before, after, 99));
        median.add(Lateness.percentile(before, after, 50));
    }

    /// Of one core.
    private static double percent(Duration used, double seconds) {
        return used.toMillis() / seconds / 10;
    }
}
