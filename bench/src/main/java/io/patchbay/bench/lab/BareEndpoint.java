package io.patchbay.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The service's framework with nothing behind it, in a process of its own with the service's JVM options.
public final class BareEndpoint {
    private final int port = Lab.freePort();
    private final Program program;
    private int bodies;

    BareEndpoint(Lab lab) {
        List<String> command = lab.java();
        command.addAll(List.of(
                "-jar",
                lab.home()
                        .resolve("bench/bare/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        program = lab.start("bare-" + port, command, Map.of("BENCH_PORT", Integer.toString(port)));
        Waiting.until("the bare endpoint to listen", Duration.ofSeconds(30), () -> {
            program.requireAlive();
            return isListening();
        });
    }

    /// What it answers from now on.
    void answers(byte[] body) {
        bodies++;
        HttpRequest put = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/body"))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 204) {
                throw new BenchmarkException("the bare endpoint took its body with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /// Whether it answers for the first time: nothing of it is compiled yet.
    public boolean isFresh() {
        return bodies < 2;
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
