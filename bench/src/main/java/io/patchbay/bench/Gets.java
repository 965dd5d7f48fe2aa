package io.patchbay.bench;

import io.patchbay.bench.lab.BareEndpoint;
import io.patchbay.bench.lab.Cpu;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Window;
import io.patchbay.bench.load.Generator;
import io.patchbay.bench.load.Load;
import io.patchbay.bench.load.Request;
import io.patchbay.bench.load.Requests;
import java.util.ArrayList;
import java.util.List;

/// What an app reads over 64 connections, against an endpoint of the same framework that answers the same requests with
/// the same bytes.
final class Gets {
    private static final int CONNECTIONS = 64;

    private Gets() {}

    /// Reads these from the service and from a bare endpoint in turn.
    static Result compare(Lab lab, Service service, List<Request> gets, String name) {
        byte[] body = Generator.once(service.port(), gets.getFirst());
        BareEndpoint bare = lab.bareEndpoint(body);
        Requests requests = Requests.anyOf(gets);
        try (Generator ours = new Generator(service.port(), CONNECTIONS);
                Generator limit = new Generator(bare.port(), CONNECTIONS)) {
            lab.say("warming up");
            ours.run(requests, lab.warmUp());
            limit.run(requests, bare.isFresh() ? lab.longWarmUp() : lab.warmUp());
            List<Load> loads = new ArrayList<>();
            Window ofOurs = service.window();
            Window ofLimit = new Window(() -> Cpu.of(bare.process().pid()));
            Rounds rounds = Rounds.interleaved(
                    lab.rounds(),
                    () -> {
                        ofOurs.begin();
                        loads.add(ours.run(requests, lab.round()));
                        ofOurs.end((double) loads.getLast().answered());
                        return said(lab, "ours", loads.getLast());
                    },
                    () -> {
                        ofLimit.begin();
                        Load load = limit.run(requests, lab.round());
                        ofLimit.end((double) load.answered());
                        return said(lab, "bare", load);
                    });
            return Result.against(name, "requests/s", rounds, 0.7, Notes.of(loads, ofOurs, ofLimit));
        }
    }

    private static double said(Lab lab, String what, Load load) {
        lab.say(what + " " + Report.number(load.perSecond()) + "/s, median " + Report.number(load.percentile(50))
                + " ms");
        return load.perSecond();
    }
}
