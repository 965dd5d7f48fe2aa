package io.patchbay.tck.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers by the routes, spoilt by the fault panel, and records what it was asked.
final class Answering implements HttpHandler {
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final Deque<Request> calls = new ArrayDeque<>();
    private volatile Handler otherwise = request -> Response.json(404, "{\"error\":\"not found\"}");
    private volatile int recorded = 10_000;
    private volatile @Nullable RuntimeException crash;
    private volatile Faults.@Nullable Trouble trouble;

    void add(Route route) {
        routes.add(route);
    }

    void otherwise(Handler handler) {
        otherwise = handler;
    }

    void trouble(Faults.@Nullable Trouble next) {
        Faults.Trouble before = trouble;
        trouble = next;
        if (before != null) {
            before.over();
        }
    }

    List<Request> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    boolean called(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        synchronized (calls) {
            for (long left = most.toNanos(); calls.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(calls, left);
            }
            return !calls.isEmpty();
        }
    }

    void forget() {
        synchronized (calls) {
            calls.clear();
        }
    }

    void record(int most) {
        recorded = most;
        forget();
    }

    @Nullable
    RuntimeException crash() {
        return crash;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Wire.read(exchange);
            remember(request);
            Faults.Trouble now = trouble;
            if (now == null || !now.concernsNext()) {
                Wire.write(exchange, good(request));
                return;
            }
            switch (now.spoilt()) {
                case Spoilt.Instead(Response response) -> Wire.write(exchange, response);
                case Spoilt.Rewritten(var body) -> {
                    Response good = good(request);
                    Wire.write(exchange, good.withText(body.apply(good.text())));
                }
                case Spoilt.Half() -> Wire.cut(exchange, good(request));
                case Spoilt.Dripping dripping -> Wire.drip(exchange, dripping, now);
                case Spoilt.Unheard() -> {
                    // a connection that was open already ends without an answer
                }
            }
        }
    }

    private void remember(Request request) {
        int most = recorded;
        if (most == 0) {
            return;
        }
        synchronized (calls) {
            if (calls.size() >= most) {
                calls.removeFirst();
            }
            calls.addLast(request);
            calls.notifyAll();
        }
    }

    private Response good(Request request) {
        try {
            List<String> path = Route.split(request.path());
            for (Route route : routes) {
                var parts = route.match(request.method(), path);
                if (parts.isPresent()) {
                    return route.handler().handle(request.with(parts.get()));
                }
            }
            return otherwise.handle(request);
        } catch (RuntimeException e) {
            crash = e;
            return Response.json(500, "{\"error\":\"the simulator failed\"}");
        }
    }
}
