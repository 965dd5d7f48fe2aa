package io.patchbay.openmeteo;

import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// A vendor that answers each path with a document as the real one writes it.
final class Recorded extends Simulator {
    static final String FORECAST = "/v1/forecast";
    static final String SEARCH = "/v1/search";

    private final Map<String, Response> answers = new ConcurrentHashMap<>();

    Recorded() {
        super(0);
        otherwise(request -> Objects.requireNonNull(answers.get(request.path()), request.path()));
    }

    Recorded answers(String path, String file) {
        return answers(path, Response.json(read(file)));
    }

    Recorded answers(String path, Response response) {
        answers.put(path, response);
        return this;
    }

    long asked(String path) {
        return calls().stream().filter(call -> call.path().equals(path)).count();
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
