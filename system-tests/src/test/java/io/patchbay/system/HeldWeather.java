package io.patchbay.system;

import io.patchbay.simulators.OpenWeatherMapSimulator;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// OpenWeatherMap, whose answers can be held back and whose temperature is the same everywhere.
final class HeldWeather extends Simulator {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final OpenWeatherMapSimulator weather =
            new OpenWeatherMapSimulator(0, InstantSource.system(), Duration.ofSeconds(1));
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch answers = new CountDownLatch(0);
    private volatile String temperature;

    HeldWeather(String temperature) {
        super(0);
        this.temperature = temperature;
        otherwise(this::answer);
    }

    /// From the next call on.
    void temperature(String celsius) {
        temperature = celsius;
    }

    void hold() {
        answers = new CountDownLatch(1);
    }

    /// Calls that wait for their answer.
    int held() {
        return held.get();
    }

    void letGo() {
        answers.countDown();
    }

    private Response answer(Request request) {
        held.incrementAndGet();
        try {
            String query = request.query().entrySet().stream()
                    .flatMap(parameter -> parameter.getValue().stream()
                            .map(value -> parameter.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                    .collect(Collectors.joining("&", "?", ""));
            HttpResponse<String> real = HTTP.send(
                    HttpRequest.newBuilder(URI.create(weather.url() + request.path() + query))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            answers.await();
            return Response.json(
                    real.statusCode(), real.body().replaceFirst("\"temp\":[-0-9.]+", "\"temp\":" + temperature));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.empty(503);
        } finally {
            held.decrementAndGet();
        }
    }

    @Override
    public void close() {
        letGo();
        super.close();
        weather.close();
    }
}
