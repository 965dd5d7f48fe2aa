package io.patchbay.openweathermap;

import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// A vendor that answers each path with what the real one once answered.
final class Recorded extends Simulator {
    static final String WEATHER = "/data/2.5/weather";
    static final String FORECAST = "/data/2.5/forecast";
    static final String AIR_POLLUTION = "/data/2.5/air_pollution";
    static final String GEOCODING = "/geo/1.0/direct";

    private final Map<String, Response> answers = new ConcurrentHashMap<>();

    Recorded() {
        super(0);
        otherwise(request -> Objects.requireNonNull(answers.get(request.path()), request.path()));
    }

    Recorded answers(String path, int status, String file) {
        answers.put(path, Response.json(status, read(file)));
        return this;
    }

    long asked(String path) {
        return calls().stream().filter(call -> call.path().equals(path)).count();
    }

    static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
