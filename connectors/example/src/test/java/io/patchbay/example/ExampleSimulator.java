package io.patchbay.example;

import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Handler;
import io.patchbay.tck.simulator.Request;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.util.concurrent.atomic.AtomicBoolean;

/// Example Weather with one site of three stations: one with everything, one without some sensors, one that is off.
final class ExampleSimulator extends Simulator {
    static final String KEY = "key-of-the-example";
    static final String SITE = "meadow";

    private static final Response NOT_FOUND = Response.json(404, "{\"error\":\"not found\"}");

    private final AtomicBoolean heater = new AtomicBoolean();

    ExampleSimulator() {
        super(0);
        faults().answer(Fault.UNAUTHORIZED, Response.json(401, "{\"error\":\"unknown key\"}"));
        get("/v1/key", keyed(request -> Response.json("{\"plan\":\"free\"}")));
        get("/v1/stations", keyed(this::stations));
        get("/v1/now", keyed(this::now));
        put("/v1/heater", keyed(this::heater));
    }

    private static Handler keyed(Handler handler) {
        return request -> request.header("X-Api-Key").filter(KEY::equals).isPresent()
                ? handler.handle(request)
                : Response.json(401, "{\"error\":\"unknown key\"}");
    }

    private Response stations(Request request) {
        return request.query("site").filter(SITE::equals).isEmpty() ? NOT_FOUND : Response.json("""
                        {"stations":[
                          {"id":"s-1","name":"Garden","online":true,"heated":true},
                          {"id":"s-2","name":"Roof","online":true,"heated":false},
                          {"id":"s-3","name":"Shed","online":false}]}
                        """);
    }

    private Response now(Request request) {
        return switch (request.query("station").orElse("")) {
            case "s-1" -> Response.json("""
                        {"time":1767225600,"temperature_f":53.6,"humidity":71,"rain_mm":0.4,"heater":%s}
                        """.formatted(heater));
            case "s-2" -> Response.json("{\"time\":1767225540,\"temperature_f\":50}");
            default -> NOT_FOUND;
        };
    }

    private Response heater(Request request) {
        if (request.query("station").filter("s-1"::equals).isEmpty()) {
            return NOT_FOUND;
        }
        heater.set(request.text().contains("true"));
        return Response.json("{\"time\":1767225600,\"heater\":" + heater + "}");
    }
}
