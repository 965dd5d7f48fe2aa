package io.patchbay.bench.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// The bare limit of polling: virtual threads that ask the vendor and read its answer with the HTTP client and the JSON
/// parser that the service uses, and do nothing else. A program of its own, `BareLoop <port> <threads>`; a line on its
/// standard input lets it run for so many milliseconds.
public final class BareLoop {
    private static final String[] MEMBERS = {"temperature", "humidity", "pressure", "wind", "rain"};
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private volatile long end;

    private BareLoop() {}

    public static void main(String[] arguments) throws IOException {
        new BareLoop().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }

    private void run(int port, int threads) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            end = System.nanoTime() + Duration.ofMillis(Long.parseLong(line)).toNanos();
            Semaphore ended = new Semaphore(0);
            for (int i = 0; i < threads; i++) {
                URI station = URI.create("http://127.0.0.1:" + port + "/stations/s" + i);
                Thread.ofVirtual().start(() -> {
                    loop(station);
                    ended.release();
                });
            }
            ended.acquireUninterruptibly(threads);
        }
    }

    private void loop(URI station) {
        try {
            double sum = 0;
            while (System.nanoTime() < end) {
                sum += ask(station);
            }
            if (Double.isNaN(sum)) {
                throw new IllegalStateException("the vendor measured nothing");
            }
        } catch (IOException | InterruptedException e) {
            // nothing that is measured can be trusted then
            Runtime.getRuntime().halt(1);
        }
    }

    private double ask(URI station) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(station)
                .version(HttpClient.Version.HTTP_1_1)
                .header("User-Agent", "patchbay")
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode json = JSON.readTree(answer.body());
        double sum = json.path("time").doubleValue();
        for (String member : MEMBERS) {
            sum += json.path(member).doubleValue();
        }
        return sum;
    }
}
