package io.patchbay.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where one benchmark works: a temporary folder, and the programs it starts. All of it is gone when the lab is
/// closed, on Ctrl-C too.
public final class Lab implements AutoCloseable {
    private final Path home;
    private final Path folder;
    private final boolean quick;
    private final boolean profiling;
    private final List<Profiled> profiled = new ArrayList<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private @Nullable BareEndpoint bare;
    private boolean closed;

    /// What a profile is to be made of.
    ///
    /// @param window when the program did what is measured
    public record Profiled(Program program, Window window) {}

    /// @param home the project's folder
    /// @param quick fewer and shorter rounds
    /// @param profiling whether the service is to be recorded
    public Lab(Path home, boolean quick, boolean profiling) {
        this.home = home;
        this.quick = quick;
        this.profiling = profiling;
        try {
            this.folder = Files.createTempDirectory("patchbay-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isQuick() {
        return quick;
    }

    /// How many rounds of each kind; the medians of them are compared.
    public int rounds() {
        return quick ? 3 : 5;
    }

    /// How long one round lasts.
    public Duration round() {
        return quick ? Duration.ofSeconds(1) : Duration.ofSeconds(8);
    }

    /// How often a service is started anew for one number.
    public int starts() {
        return quick ? 1 : 5;
    }

    /// How long the just-in-time compilers are given.
    public Duration warmUp() {
        return quick ? Duration.ofSeconds(2) : Duration.ofSeconds(15);
    }

    /// The same for a program that has just been started.
    public Duration longWarmUp() {
        return quick ? Duration.ofSeconds(5) : warmUp();
    }

    public Path folder() {
        return folder;
    }

    /// Keeps a text beside the results.
    public void write(String name, String text) {
        try {
            Path results = Files.createDirectories(home.resolve("bench/results"));
            Files.writeString(results.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one that answers with these bytes from now on; it is started when it is asked for first.
    public BareEndpoint bareEndpoint(byte[] body) {
        if (bare == null) {
            bare = new BareEndpoint(this);
        }
        bare.answers(body);
        return bare;
    }

    Path home() {
        return home;
    }

    /// What makes a JVM record where its processor time goes, every 2 ms of it.
    List<String> recording() {
        return profiling
                ? List.of("-XX:StartFlightRecording:settings=default,maxsize=1g,jdk.CPUTimeSample#enabled=true,"
                        + "jdk.CPUTimeSample#throttle=2ms")
                : List.of();
    }

    void profiled(Program program, Window window) {
        if (profiling) {
            profiled.add(new Profiled(program, window));
        }
    }

    /// Programs that were recorded, in the order of their windows.
    public List<Profiled> profiled() {
        return List.copyOf(profiled);
    }

    /// Tells the person who waits what is going on.
    public void say(String line) {
        System.err.println("  " + line);
    }

    /// A JVM of the kind that runs the service, with the service's options.
    List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(System.getProperty("bench.java-options", "").strip().split("\\s+")));
        command.removeIf(String::isEmpty);
        return command;
    }

    /// A program of this module, in a process of its own.
    public Program program(String name, Class<?> main, List<String> options, String... arguments) {
        List<String> command = java();
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return start(name, command, Map.of());
    }

    public Program start(String name, List<String> command, Map<String, String> settings) {
        return keep(Program.start(name, command, settings, folder));
    }

    /// Something to be closed with this lab, before what was started earlier.
    public synchronized <T extends AutoCloseable> T keep(T closeable) {
        if (closed) {
            close(closeable);
            throw new BenchmarkException("the benchmark is being ended");
        }
        started.push(closeable);
        return closeable;
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Could not remove " + folder + ": " + e.getMessage());
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            System.err.println("Could not end " + closeable + ": " + e);
        }
    }
}
