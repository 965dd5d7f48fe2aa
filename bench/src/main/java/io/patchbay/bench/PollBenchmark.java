package io.patchbay.bench;

import io.patchbay.bench.lab.Api;
import io.patchbay.bench.lab.Cpu;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Loader;
import io.patchbay.bench.lab.Program;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Vendor;
import io.patchbay.bench.lab.Waiting;
import io.patchbay.bench.lab.Window;
import io.patchbay.bench.vendor.BareLoop;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Polls per second that find nothing new, of clients that are due again at once, against a bare loop of as many
/// virtual
/// threads with the same HTTP client and JSON parser. The vendor counts both.
final class PollBenchmark implements Benchmark {
    /// Fewer than the service lets call one host at once.
    static final int CLIENTS = 150;

    static final Duration INTERVAL = Duration.ofMillis(1);

    private static final Duration SETTLING = Duration.ofMillis(500);

    @Override
    public List<String> names() {
        return List.of("poll");
    }

    @Override
    public List<Result> run(Lab lab, Set<String> wanted) {
        Vendor vendor = new Vendor(lab);
        Service service = new Service(lab).polling(INTERVAL, vendor.port());
        service.start();
        new Loader(lab, service).load(new Api(service), CLIENTS, 0);
        service.kill();
        service.start();
        return List.of(compare(lab, vendor, service));
    }

    static Result compare(Lab lab, Vendor vendor, Service service) {
        Program loop = lab.program(
                "loop", BareLoop.class, List.of(), Integer.toString(vendor.port()), Integer.toString(CLIENTS));
        Window ofOurs = service.window();
        Window ofLimit = new Window(() -> Cpu.of(loop.pid()));
        Window nowhere = new Window(() -> Duration.ZERO);
        lab.say("warming up");
        ours(service, vendor, lab.longWarmUp(), nowhere);
        bare(loop, vendor, lab.warmUp(), nowhere);
        Rounds rounds = Rounds.interleaved(
                lab.rounds(),
                () -> said(lab, "ours", ours(service, vendor, lab.round(), ofOurs)),
                () -> said(lab, "bare", bare(loop, vendor, lab.round(), ofLimit)));
        return Result.against("poll", "polls/s", rounds, 0.8, Notes.of(ofOurs, ofLimit));
    }

    private static double ours(Service service, Vendor vendor, Duration round, Window window) {
        service.openGate();
        Waiting.pause(SETTLING);
        double rate = rate(vendor, round, window);
        service.closeGate();
        Waiting.pause(SETTLING);
        return rate;
    }

    private static double bare(Program loop, Vendor vendor, Duration round, Window window) {
        loop.requireAlive();
        loop.tell(Long.toString(round.plus(SETTLING).plus(SETTLING).toMillis()));
        Waiting.pause(SETTLING);
        double rate = rate(vendor, round, window);
        Waiting.pause(SETTLING.plusMillis(300));
        return rate;
    }

    private static double rate(Vendor vendor, Duration round, Window window) {
        long before = vendor.calls();
        window.begin();
        long begun = System.nanoTime();
        Waiting.pause(round);
        long calls = vendor.calls() - before;
        double seconds = (System.nanoTime() - begun) / 1e9;
        window.end((double) calls);
        return calls / seconds;
    }

    private static double said(Lab lab, String what, double rate) {
        lab.say(what + " " + Report.number(rate) + "/s");
        return rate;
    }
}
