package io.patchbay.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packaged service with its own embedded PostgreSQL on a data folder of its own, with the options that
/// `./patchbay up` gives it, and the connector of the benchmarks on its class path. It can be killed and started again.
public final class Service implements AutoCloseable {
    static final String EMAIL = "bench@example.org";
    static final String PASSWORD = "correct horse battery staple";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Lab lab;
    private final int port = Lab.freePort();
    private final Map<String, String> settings = new HashMap<>();
    private final Path gate;
    private final Path data;
    private boolean asShipped;
    private boolean unasked;
    private @Nullable Program program;

    public Service(Lab lab) {
        this.lab = lab;
        this.gate = lab.folder().resolve("gate-" + port);
        this.data = lab.folder().resolve("data-" + port);
        settings.put("PATCHBAY_PORT", Integer.toString(port));
        settings.put("PATCHBAY_PUBLIC_URL", base());
        settings.put("PATCHBAY_DATA", data.toString());
        settings.put("PATCHBAY_ADMIN_EMAIL", EMAIL);
        settings.put("PATCHBAY_ADMIN_PASSWORD", PASSWORD);
        settings.put("PATCHBAY_CONNECTORS_BENCH_LIMITS", "off");
        lab.keep(this);
    }

    /// Has the clients of the benchmarks' connector polled that often, at this vendor.
    public Service polling(Duration interval, int vendorPort) {
        return with("PATCHBAY_CONNECTORS_BENCH_POLL_INTERVAL", interval.toString())
                .with("PATCHBAY_CONNECTORS_BENCH_BASE_URL", "http://127.0.0.1:" + vendorPort);
    }

    /// For the next start.
    public Service with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /// Whether its clients bring changed readings instead of asking the vendor, from the next start on.
    public Service unasked(boolean news) {
        unasked = news;
        return this;
    }

    /// Started from its own archive, as `./patchbay up` does, without the connector of the benchmarks.
    public Service asShipped() {
        asShipped = true;
        return this;
    }

    public int port() {
        return port;
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    public Path data() {
        return data;
    }

    /// Starts it and waits until it is ready.
    ///
    /// @return how long that took
    public Duration start() {
        long begun = System.nanoTime();
        launch();
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Starts it without waiting.
    public void launch() {
        program = lab.start("service-" + port, command(), settings);
    }

    public void awaitReady() {
        Waiting.until("the service to be ready", PATIENCE, OFTEN, () -> {
            process().requireAlive();
            return isReady();
        });
    }

    private List<String> command() {
        Path app = lab.home().resolve("server/target/quarkus-app");
        List<String> command = lab.java();
        if (asShipped) {
            command.addAll(List.of("-jar", app.resolve("quarkus-run.jar").toString()));
            return command;
        }
        command.addAll(lab.recording());
        command.add("-Dbench.gate=" + gate);
        command.add("-Dbench.unasked=" + unasked);
        // what the archive's manifest opens
        for (String opened : List.of("java.lang", "java.nio", "jdk.internal.misc")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        String connector = lab.home().resolve("bench/connector/target/classes").toString();
        command.addAll(List.of(
                "-cp",
                String.join(
                        ":",
                        app.resolve("quarkus/transformed-bytecode.jar").toString(),
                        app.resolve("quarkus/generated-bytecode.jar").toString(),
                        app + "/app/*",
                        app + "/lib/main/*",
                        app + "/lib/boot/*",
                        connector),
                "io.patchbay.server.Main"));
        return command;
    }

    private boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// What it says of itself now.
    public Metrics metrics() {
        try {
            return Metrics.parse(get("/q/metrics").body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(base() + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /// Lets polls of the benchmarks' connector wait from now on, without cost.
    public void closeGate() {
        try {
            if (!Files.exists(gate)) {
                Files.createFile(gate);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void openGate() {
        try {
            Files.deleteIfExists(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Program process() {
        if (program == null) {
            throw new IllegalStateException("the service was never started");
        }
        return program;
    }

    /// Measures what the service and its database use; a profile shows what the service did in these spans.
    public Window window() {
        Window window = new Window(
                () -> Cpu.of(process().pid()).plus(Cpu.ofTree(database().pid())));
        lab.profiled(process(), window);
        return window;
    }

    public Database database() {
        return new Database(data.resolve("postgres"));
    }

    /// `kill -9` of the service alone; its database is not told.
    public void kill() {
        process().kill();
    }

    /// Asks it to stop, and waits until it and its database have.
    public void stop() {
        ProcessHandle.of(process().pid()).ifPresent(ProcessHandle::destroy);
        Waiting.until(
                "the service to stop", Duration.ofMinutes(1), () -> !process().isAlive());
    }

    @Override
    public void close() {
        if (program != null) {
            program.kill();
        }
        database().end();
        try (Stream<Path> files = Files.list(lab.folder())) {
            files.filter(file -> file.equals(gate))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
