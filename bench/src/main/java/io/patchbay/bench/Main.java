package io.patchbay.bench;

import io.patchbay.bench.lab.BenchmarkException;
import io.patchbay.bench.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// The program behind `./patchbay bench`.
public final class Main {
    private static final List<Benchmark> ALL = List.of(
            new IngestBenchmark(),
            new ValuesBenchmark(),
            new PollBenchmark(),
            new OverloadBenchmark(),
            new HundredThousandBenchmark(),
            new MillionBenchmark(),
            new HistoryBenchmark(),
            new StartBenchmark(),
            new CreateBenchmark(),
            new BackBenchmark(),
            new EventsBenchmark(),
            new WebhooksBenchmark());

    /// What a look shows that names nothing.
    private static final List<Benchmark> LOOK = List.of(new Look());

    private final Options options;
    private final Path home;
    private final AtomicReference<Lab> open = new AtomicReference<>();

    private Main(Options options, Path home) {
        this.options = options;
        this.home = home;
    }

    public static void main(String[] arguments) throws IOException {
        Options options;
        List<Benchmark> chosen;
        try {
            options = Options.parse(arguments);
            chosen = options.isGrowth() || options.isSoak() ? List.of() : chosen(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.err.println("\nNames: " + String.join(" ", names()));
            System.exit(2);
            return;
        }
        Main main = new Main(options, Path.of(System.getProperty("bench.home", ".")));
        Runtime.getRuntime().addShutdownHook(new Thread(main::end));
        System.exit(main.runAny(chosen) ? 0 : 1);
    }

    private boolean runAny(List<Benchmark> chosen) throws IOException {
        if (options.isSoak()) {
            try (Lab lab = new Lab(home, options.quick(), false)) {
                open.set(lab);
                return Soak.run(lab, options.minutes());
            }
        }
        if (options.isGrowth()) {
            Machine machine = Machine.here(home, options.quick());
            report(new Report(machine, Growth.run(home, options.quick(), open)));
            return true;
        }
        return run(chosen);
    }

    /// Whether all could be measured; what cannot does not keep the others from it.
    private boolean run(List<Benchmark> chosen) throws IOException {
        boolean whole = true;
        Machine machine = Machine.here(home, options.quick());
        List<Result> results = new ArrayList<>();
        for (Benchmark benchmark : chosen) {
            System.err.println(String.join(", ", benchmark.names()) + " …");
            try (Lab lab = new Lab(home, options.quick(), options.profile())) {
                open.set(lab);
                Set<String> wanted = wanted(benchmark);
                benchmark.run(lab, wanted).stream()
                        .filter(result -> wanted.contains(result.name()))
                        .forEach(results::add);
                if (options.profile()) {
                    profile(lab);
                }
            } catch (BenchmarkException e) {
                System.err.println("Not measured: " + String.join(", ", benchmark.names()) + ": " + e.getMessage());
                whole = false;
            }
        }
        if (!results.isEmpty()) {
            report(new Report(machine, results));
        }
        return whole;
    }

    private void report(Report report) throws IOException {
        System.out.print(report.markdown());
        if (!options.profile()) { // recording costs a little
            System.err.println("Written to " + report.write(home.resolve("bench/results")));
        }
    }

    private void profile(Lab lab) {
        Path folder = home.resolve("bench/target/profile");
        Profile.write(lab, folder, options.names().getFirst());
        System.err.println("Profile written to " + folder);
    }

    private Set<String> wanted(Benchmark benchmark) {
        return benchmark.names().stream()
                .filter(name -> options.names().isEmpty() || options.names().contains(name))
                .collect(Collectors.toSet());
    }

    private void end() {
        Lab lab = open.get();
        if (lab != null) {
            lab.close();
        }
    }

    private static List<String> names() {
        return ALL.stream().flatMap(b -> b.names().stream()).toList();
    }

    /// @throws IllegalArgumentException naming what there is not
    static List<Benchmark> chosen(Options options) {
        List<String> names = options.names();
        if (names.isEmpty()) {
            return options.quick() ? LOOK : ALL;
        }
        List<String> known = names();
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no benchmark " + String.join(", ", unknown) + ".");
        }
        return ALL.stream()
                .filter(b -> b.names().stream().anyMatch(names::contains))
                .toList();
    }
}
