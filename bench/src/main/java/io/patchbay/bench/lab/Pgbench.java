package io.patchbay.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL's own benchmark, https://www.postgresql.org/docs/current/pgbench.html, against the service's database.
///
/// @param database that it is run against
/// @param script of one transaction
public record Pgbench(Lab lab, Database database, String name, String script) {
    private static final int CLIENTS = 64;
    private static final long SHORTEST = 2; // seconds, of which its connections take a part
    private static final Pattern RATE = Pattern.compile("^tps = ([0-9.]+)", Pattern.MULTILINE);

    /// Transactions per second of 64 clients that prepare their statements once.
    public double run(Duration duration) {
        try {
            Path file = Files.writeString(lab.folder().resolve(name + ".sql"), script);
            Program program = lab.start(
                    name + "-" + System.nanoTime(),
                    List.of(
                            System.getProperty("bench.pgbench", "pgbench"),
                            "--no-vacuum",
                            "--protocol=prepared",
                            "--client=" + CLIENTS,
                            "--jobs=2",
                            "--time=" + Math.max(SHORTEST, duration.toSeconds()),
                            "--file=" + file,
                            "--host=127.0.0.1",
                            "--port=" + database.port(),
                            "--username=patchbay",
                            "postgres"),
                    Map.of("PGPASSWORD", database.password()));
            Matcher rate = RATE.matcher(program.await(duration.plusSeconds(60)));
            if (program.log().contains("actually processed: 0\n")) {
                return 0; // the machine was too busy for its connections: a rate is not even printed
            }
            if (!rate.find()) {
                throw new BenchmarkException("pgbench did not say how fast it was:\n" + program.log());
            }
            return Double.parseDouble(rate.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
