package io.patchbay.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that the benchmarks started. Its output goes to a file; settings of the service in our own environment do
/// not reach it.
public final class Program implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Program start(String name, List<String> command, Map<String, String> settings, Path folder) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("PATCHBAY_") && !key.equals("PATCHBAY_CACHE"));
        builder.environment().keySet().removeIf(key -> key.startsWith("QUARKUS_") || key.startsWith("JAVA_TOOL"));
        builder.environment().putAll(settings);
        try {
            return new Program(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// What it has printed so far.
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastOfLog() {
        String printed = log();
        return printed.substring(Math.max(0, printed.length() - 2000));
    }

    /// @throws BenchmarkException with what it printed last, if it has ended
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchmarkException(name + " ended early:\n" + lastOfLog());
        }
    }

    /// Waits until it has ended by itself.
    ///
    /// @return what it printed
    public String await(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BenchmarkException(name + " did not end within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted while waiting for " + name, e);
        }
        if (process.exitValue() != 0) {
            throw new BenchmarkException(name + " ended with code " + process.exitValue() + ":\n" + lastOfLog());
        }
        return log();
    }

    /// Writes a line to its standard input.
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new BenchmarkException(name + " does not listen any more", e);
        }
    }

    /// `kill -9`.
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
