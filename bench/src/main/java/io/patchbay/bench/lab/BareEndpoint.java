package io.patchbay.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The service's framework with nothing behind it, in a process of its own with the service's JVM options.
public final class BareEndpoint {
    private final int port = Lab.freePort();
    private final Program program;

    /// @param body what it answers
    public BareEndpoint(Lab lab, byte[] body) {
        try {
            Path file = Files.write(lab.folder().resolve("body-" + port), body);
            List<String> command = lab.java();
            command.addAll(List.of(
                    "-jar",
                    lab.home()
                            .resolve("bench/bare/target/quarkus-app/quarkus-run.jar")
                            .toString()));
            program = lab.start(
                    "bare-" + port,
                    command,
                    Map.of("BENCH_PORT", Integer.toString(port), "BENCH_BODY", file.toString()));
            Waiting.until("the bare endpoint to listen", Duration.ofSeconds(30), () -> {
                program.requireAlive();
                return isListening();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public Program process() {
        return program;
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
