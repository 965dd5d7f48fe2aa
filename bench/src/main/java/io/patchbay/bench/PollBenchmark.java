package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Loader;
import io.patchbay.bench.lab.Program;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import io.patchbay.bench.lab.Waiting;
import io.patchbay.bench.vendor.BareLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Polls per second that find nothing new, of clients that are due again at once, against a bare loop of as many
/// virtual
/// threads with the same HTTP client and JSON parser. The vendor counts both.
final class PollBenchmark implements Benchmark {
    /// Fewer than the service lets call one host at once.
    private static final int CLIENTS = 150;

    private static final Duration SETTLING = Duration.ofMillis(500);

    @Override
    public List<String> names() {
        return List.of("poll");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Vendor vendor = new Vendor(lab);
        Service service = new Service(lab).polling(Duration.ofMillis(1), vendor.port());
        service.start();
        new Loader(lab, service).load(new Api(service), CLIENTS, 0);
        service.kill();
        service.start();
        Program loop = lab.program(
                "loop", BareLoop.class, List.of(), Integer.toString(vendor.port()), Integer.toString(CLIENTS));
        lab.say("warming up");
        ours(service, vendor, lab.warmUp());
        bare(loop, vendor, lab.warmUp());
        Rounds rounds = Rounds.interleaved(
                lab.rounds(),
                () -> said(lab, "ours", ours(service, vendor, lab.round())),
                () -> said(lab, "bare", bare(loop, vendor, lab.round())));
        return List.of(Result.against("poll", "polls/s", rounds, 0.8, Map.of()));
    }

    private static double ours(Service service, Vendor vendor, Duration round) {
        service.openGate();
        Waiting.pause(SETTLING);
        double rate = rate(vendor, round);
        service.closeGate();
        Waiting.pause(SETTLING);
        return rate;
    }

    private static double bare(Program loop, Vendor vendor, Duration round) {
        loop.requireAlive();
        loop.tell(Long.toString(round.plus(SETTLING).plus(SETTLING).toMillis()));
        Waiting.pause(SETTLING);
        double rate = rate(vendor, round);
        Waiting.pause(SETTLING.plusMillis(300));
        return rate;
    }

    private static double rate(Vendor vendor, Duration round) {
        long before = vendor.calls();
        long begun = System.nanoTime();
        Waiting.pause(round);
        return (vendor.calls() - before) / ((System.nanoTime() - begun) / 1e9);
    }

    private static double said(Lab lab, String what, double rate) {
        lab.say(what + " " + Report.number(rate) + "/s");
        return rate;
    }
}
