package io.patchbay.bench;

import io.patchbay.bench.lab.BareTables;
import io.patchbay.bench.lab.BenchmarkException;
import io.patchbay.bench.lab.Cpu;
import io.patchbay.bench.lab.Database;
import io.patchbay.bench.lab.Lab;
import io.patchbay.bench.lab.Pgbench;
import io.patchbay.bench.lab.Service;
import io.patchbay.bench.lab.Window;
import io.patchbay.bench.load.Generator;
import io.patchbay.bench.load.Load;
import io.patchbay.bench.load.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Values that an app sets over 64 connections, each answered when it is durable, against `pgbench` with 64 clients
/// on the same server that write the same rows with a commit each: as four statements, and as one.
final class Puts {
    private static final int CONNECTIONS = 64;

    private static final String PICK =
            "\\set n random(1, " + ValuesBenchmark.THINGS + ")\n\\set v random(1000000000, 1999999999)\n";
    private static final String UPDATE = """
            update bare.property set value = :v::text, at = now(), received = now()
            where thing_id = ('00000000-0000-4000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid
                and component_id = 'meter' and id = 'count'\
            """;
    private static final String APPEND = "insert into bare.change_log (series, at, received, app_id, kind, value) ";
    private static final String FOUR = PICK + "begin;\n" + UPDATE + ";\n" + APPEND
            + "values (:n, now(), now(), '00000000-0000-4000-8000-000000000000', 1, :v::text);\ncommit;\n";
    private static final String ONE = PICK + "with changed as (" + UPDATE + " returning *)\n" + APPEND
            + "select series, at, received, '00000000-0000-4000-8000-000000000000', 1, value from changed;\n";

    private Puts() {}

    /// @return `put` and `put-one`
    static List<Result> compare(Lab lab, Service service, Meters meters) {
        Requests puts = Requests.anyOf(meters.puts());
        Database database = service.database();
        bareRows(database);
        Pgbench four = new Pgbench(lab, database, "pgbench-four", FOUR);
        Pgbench one = new Pgbench(lab, database, "pgbench-one", ONE);
        try (Generator generator = new Generator(service.port(), CONNECTIONS)) {
            lab.say("warming up");
            generator.run(puts, lab.warmUp());
            List<Double> ones = new ArrayList<>();
            List<Load> loads = new ArrayList<>();
            long before = logged(database);
            Window ofOurs = service.window();
            Window ofLimit = new Window(() -> Cpu.ofTree(database.pid()));
            Rounds rounds = Rounds.interleaved(
                    lab.rounds(),
                    () -> {
                        ofOurs.begin();
                        Load load = generator.run(puts, lab.round());
                        ofOurs.end((double) load.answered());
                        loads.add(load);
                        lab.say("ours " + Report.number(load.perSecond()) + "/s, median "
                                + Report.number(load.percentile(50)) + " ms");
                        return load.perSecond();
                    },
                    () -> {
                        ofLimit.begin();
                        double rate = four.run(lab.round());
                        ofLimit.end(rate * lab.round().toSeconds());
                        ones.add(one.run(lab.round()));
                        lab.say("pgbench " + Report.number(rate) + "/s, as one statement "
                                + Report.number(ones.getLast()) + "/s");
                        return rate;
                    });
            requireLogged(database, before, loads);
            Map<String, Object> notes = Notes.of(loads, ofOurs, ofLimit);
            return List.of(
                    Result.against("put", "requests/s", rounds, 2, notes),
                    Result.against("put-one", "requests/s", new Rounds(rounds.ours(), ones), 1, notes));
        }
    }

    /// As many rows of the same kind, under ids that pgbench can make up.
    private static void bareRows(Database database) {
        BareTables tables = new BareTables(database);
        tables.copy("property");
        tables.copy("change_log");
        String number = "row_number() over (order by t.thing_id)";
        tables.fill(
                "property",
                Map.of(
                        "thing_id",
                        "('00000000-0000-4000-8000-' || lpad(to_hex(" + number + "), 12, '0'))::uuid",
                        "series",
                        number));
        database.execute("vacuum analyze property");
    }

    private static long logged(Database database) {
        return database.number("select count(*) from change_log");
    }

    /// What was answered was written.
    private static void requireLogged(Database database, long before, List<Load> loads) {
        long answered = loads.stream().mapToLong(Load::answered).sum();
        long logged = logged(database) - before;
        if (logged < answered) {
            throw new BenchmarkException(answered + " writes were answered, but " + logged + " are in the change log");
        }
    }
}
