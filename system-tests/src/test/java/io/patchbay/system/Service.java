package io.patchbay.system;

import static org.awaitility.Awaitility.await;

import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packaged service on a free port of this machine, with a data folder of its own. It can be killed, alone,
/// with its database, or only that one, and started again on the same data.
final class Service implements AutoCloseable {
    static final String EMAIL = "dev@example.org";
    static final String PASSWORD = "correct horse battery staple";

    /// How often vendors are asked.
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration FOR_A_START = Duration.ofMinutes(2);
    private static final Duration FOR_AN_END = Duration.ofSeconds(20);

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private final int port = freePort();
    private @Nullable Process process;

    Service() {
        try {
            folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "service-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.put("PATCHBAY_PORT", Integer.toString(port));
        settings.put("PATCHBAY_PUBLIC_URL", base());
        settings.put("PATCHBAY_DATA", data().toString());
        settings.put("PATCHBAY_ADMIN_EMAIL", EMAIL);
        settings.put("PATCHBAY_ADMIN_PASSWORD", PASSWORD);
        settings.put("PATCHBAY_ALLOW_PRIVATE_ADDRESSES", "true");
    }

    /// Has a connector call this vendor, every [#INTERVAL] and as often as it likes.
    ///
    /// @param type as in a description's `type_id`
    Service with(String type, Simulator vendor) {
        String prefix = prefix(type);
        settings.put(prefix + "_BASE_URL", vendor.url().toString());
        settings.put(prefix + "_POLL_INTERVAL", INTERVAL.toSeconds() + "s");
        settings.put(prefix + "_LIMITS", "off");
        return this;
    }

    /// Has a connector ask its vendor so often.
    Service every(String type, Duration interval) {
        settings.put(prefix(type) + "_POLL_INTERVAL", interval.toSeconds() + "s");
        return this;
    }

    private static String prefix(String type) {
        return "PATCHBAY_CONNECTORS_" + type.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    Path data() {
        return folder.resolve("data");
    }

    /// What the service has printed, over all its starts.
    String log() {
        return text(folder.resolve("service.log"));
    }

    /// What a program that talks to this service is given.
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /// One more on this one's database, with the same keys: another node, or what an operator starts who believes that
    /// this one is dead.
    Service beside() {
        Service other = new Service();
        Path postgres = data().resolve("postgres");
        other.settings.put(
                "PATCHBAY_DATABASE_URL",
                // the line of postmaster.pid after the process, the folder and the start
                "jdbc:postgresql://127.0.0.1:" + postmaster().get(3) + "/postgres");
        other.settings.put("PATCHBAY_DATABASE_USER", "patchbay");
        other.settings.put(
                "PATCHBAY_DATABASE_PASSWORD",
                text(postgres.resolve("patchbay.password")).strip());
        try {
            Files.createDirectories(other.data());
            Files.copy(
                    data().resolve("keyset.json"),
                    other.data().resolve("keyset.json"),
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return other;
    }

    /// Returns when it is ready.
    Service start() {
        launch();
        awaitReady();
        return this;
    }

    /// Returns when its process runs.
    void launch() {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        // it lives for a minute: to optimise its code would take longer than that code runs
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        System.getProperty("patchbay.program"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("service.log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PATCHBAY_") && !name.equals("PATCHBAY_CACHE"));
        builder.environment().putAll(settings);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await("the service to be ready").atMost(FOR_A_START).until(() -> {
            if (!running().isAlive()) {
                throw new AssertionError("the service ended:\n" + log());
            }
            return Api.isReady(base());
        });
    }

    /// Takes its processors away, as a machine that is paused does; its database goes on.
    void freeze() {
        signal("STOP");
    }

    /// It goes on where it was, and nobody tells it what happened meanwhile.
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(running().pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// `kill -9` of the service; its database is not told.
    void kill() {
        end(List.of(running().toHandle()));
    }

    /// `kill -9` of the database; the service is not told.
    void killDatabase() {
        end(database());
    }

    /// `kill -9` of both, as when the power goes.
    void cutPower() {
        end(Stream.concat(Stream.of(running().toHandle()), database().stream()).toList());
    }

    /// Asks it to stop, as an operator does.
    ///
    /// @return its exit code
    int stop() {
        running().destroy();
        await("the service to stop").atMost(FOR_AN_END).until(() -> !running().isAlive());
        return running().exitValue();
    }

    /// What `postmaster.pid` says of the database, a line each; empty if none runs.
    List<String> postmaster() {
        Path file = data().resolve("postgres").resolve("postmaster.pid");
        return Files.exists(file) ? text(file).lines().map(String::strip).toList() : List.of();
    }

    /// Kills what still runs, and forgets the data of a service that never failed to start.
    @Override
    public void close() {
        if (process != null) {
            cutPower();
        }
    }

    private List<ProcessHandle> database() {
        Optional<ProcessHandle> server =
                postmaster().stream().findFirst().map(Long::parseLong).flatMap(ProcessHandle::of);
        return server.stream()
                .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                .toList();
    }

    private static void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        await("the killed to be dead")
                .atMost(FOR_AN_END)
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the service was never started");
        }
        return process;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
