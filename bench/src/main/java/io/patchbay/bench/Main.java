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
            new PutBenchmark(),
            new GetBenchmark(),
            new PollBenchmark(),
            new HundredThousandBenchmark(),
            new MillionBenchmark(),
            new StartBenchmark(),
            new CreateBenchmark(),
            new BackBenchmark());

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Options options;
        List<Benchmark> chosen;
        try {
            options = Options.parse(arguments);
            chosen = chosen(options.names());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.err.println("\nNames: " + String.join(" ", names()));
            System.exit(2);
            return;
        }
        Path home = Path.of(System.getProperty("bench.home", "."));
        List<Result> results = new ArrayList<>();
        boolean whole = run(options, chosen, home, results);
        Report report = new Report(Machine.here(home, options.quick()), results);
        if (!results.isEmpty()) {
            System.out.print(report.markdown());
            System.err.println("Written to " + report.write(home.resolve("bench/results")));
        }
        System.exit(whole ? 0 : 1);
    }

    /// Whether all of them could be measured; one that cannot does not keep the others from it.
    private static boolean run(Options options, List<Benchmark> chosen, Path home, List<Result> results) {
        boolean whole = true;
        AtomicReference<Lab> open = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(open.get())));
        for (Benchmark benchmark : chosen) {
            System.err.println(String.join(", ", benchmark.names()) + " …");
            try (Lab lab = new Lab(home, options.quick())) {
                open.set(lab);
                Set<String> wanted = wanted(options, benchmark);
                benchmark.run(lab, wanted).stream()
                        .filter(result -> wanted.contains(result.name()))
                        .forEach(results::add);
            } catch (BenchmarkException e) {
                System.err.println("Not measured: " + String.join(", ", benchmark.names()) + ": " + e.getMessage());
                whole = false;
            }
        }
        return whole;
    }

    private static Set<String> wanted(Options options, Benchmark benchmark) {
        return benchmark.names().stream()
                .filter(name -> options.names().isEmpty() || options.names().contains(name))
                .collect(Collectors.toSet());
    }

    private static void close(Lab lab) {
        if (lab != null) {
            lab.close();
        }
    }

    private static List<String> names() {
        return ALL.stream().flatMap(b -> b.names().stream()).toList();
    }

    private static List<Benchmark> chosen(List<String> names) {
        List<String> known = names();
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no benchmark " + String.join(", ", unknown) + ".");
        }
        return ALL.stream()
                .filter(b -> names.isEmpty() || b.names().stream().anyMatch(names::contains))
                .toList();
    }
}
