package io.patchbay.netatmo;

import io.patchbay.tck.Trial;
import io.patchbay.tck.simulator.AuthorizationServer;
import io.patchbay.tck.simulator.Authorizing;
import io.patchbay.tck.simulator.OAuthHabits;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// A vendor that answers each path with what the real one answers, word for word but for names and numbers.
/// What is not said otherwise is a customer who owns nothing.
final class Recorded extends Simulator implements Authorizing {
    static final String STATIONS = "/api/getstationsdata";
    static final String HOME_COACHES = "/api/gethomecoachsdata";
    static final String HOMES = "/api/homesdata";
    static final String HOME_STATUS = "/api/homestatus";
    /// When the answers came.
    static final Instant THEN = Instant.ofEpochSecond(1_925_265_967L);

    private final AuthorizationServer oauth =
            new AuthorizationServer(InstantSource.fixed(THEN), OAuthHabits.standard());
    private final Map<String, Response> answers = new ConcurrentHashMap<>();

    Recorded() {
        super(0);
        answers(STATIONS, "no_devices.json");
        answers(HOME_COACHES, "no_devices.json");
        answers(HOMES, "no_homes.json");
        otherwise(request -> Objects.requireNonNull(answers.get(request.path()), request.path()));
    }

    Recorded answers(String path, String file) {
        return answers(path, Response.json(read(file)));
    }

    Recorded answers(String path, Response response) {
        answers.put(path, response);
        return this;
    }

    /// An error in the vendor's words.
    static Response error(int status, int code, String message) {
        return Response.json(status, "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}");
    }

    long asked(String path) {
        return calls().stream().filter(call -> call.path().equals(path)).count();
    }

    /// A client of this vendor, at the time of its answers.
    Trial trial() {
        Trial trial = Trial.of(
                new NetatmoConnector(),
                this,
                Map.of(
                        "client_id", "5f0000000000000000000001",
                        "client_secret", "sEcReT-of-the-app",
                        "origin_callback_uri", "https://app.example/linked"),
                Map.of());
        trial.clock().set(THEN);
        return trial;
    }

    @Override
    public AuthorizationServer authorizationServer() {
        return oauth;
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
