package io.patchbay.server.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A JVM of its own that opens a data folder and writes rows, so that a test can kill it.
final class ServiceInAnotherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private String printed = "";

    ServiceInAnotherProcess(Path data) {
        try {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Program.class.getName(),
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            lines = process.inputReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything it printed up to the line that starts so.
    List<String> until(String start) {
        List<String> seen = new ArrayList<>();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.add(line);
                printed = line;
                if (line.startsWith(start)) {
                    return seen;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("it ended after " + seen);
    }

    /// Kills it and returns the last line it had printed.
    String kill9() throws InterruptedException {
        process.toHandle().destroyForcibly(); // through the handle, which leaves what it printed readable
        String last = lines.lines().reduce(printed, (first, second) -> second);
        process.waitFor();
        return last;
    }

    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end within 10 s");
        }
        return process.exitValue();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Prints `ready` and then the number of each row whose transaction has returned.
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try {
                Db db = new Db(TestDb.settings(Path.of(arguments[0]), Optional.empty(), 4));
                Runtime.getRuntime().addShutdownHook(new Thread(db::close));
                db.run(handle -> handle.execute("create table if not exists kept (number bigint primary key)"));
                System.out.println("ready");
                for (long number = 1; ; number++) {
                    long next = number;
                    db.run(handle -> handle.execute("insert into kept values (?) on conflict do nothing", next));
                    System.out.println(number);
                }
            } catch (StartupProblem e) {
                System.out.println("problem: " + e.getMessage());
                System.exit(1);
            }
        }
    }
}
