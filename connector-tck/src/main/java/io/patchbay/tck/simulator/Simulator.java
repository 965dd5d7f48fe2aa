package io.patchbay.tck.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A vendor on this machine: an HTTP service on loopback that a subclass gives its routes. It answers from its
/// construction until [#close]; every request has a virtual thread of its own.
///
/// ```
/// final class Vendor extends Simulator {
///     Vendor() {
///         super(0);
///         get("/v1/stations/{id}", request -> Response.json("{\"id\":\"" + request.part("id") + "\"}"));
///         faults().answer(Fault.UNAUTHORIZED, Response.json(401, "{\"cod\":401}"));
///     }
/// }
/// ```
public class Simulator implements AutoCloseable {
    private final Answering answering = new Answering();
    private final Listener listener;
    private final Faults faults;

    /// Starts to listen on 127.0.0.1.
    ///
    /// @param port 0 for a free one
    protected Simulator(int port) {
        listener = new Listener(port, answering);
        faults = new Faults(answering, listener);
    }

    /// What a client takes for the vendor's base URL. A vendor whose base URL has a path overrides it.
    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    protected final void get(String path, Handler handler) {
        route("GET", path, handler);
    }

    protected final void post(String path, Handler handler) {
        route("POST", path, handler);
    }

    protected final void put(String path, Handler handler) {
        route("PUT", path, handler);
    }

    /// Adds a route. The first that matches answers.
    ///
    /// @param path literal segments and `{names}`
    protected final void route(String method, String path, Handler handler) {
        answering.add(Route.of(method, path, handler));
    }

    /// What is answered where no route matches; 404 unless set.
    protected final void otherwise(Handler handler) {
        answering.otherwise(handler);
    }

    public final Faults faults() {
        return faults;
    }

    /// The last calls, oldest first, as many as are recorded.
    public final List<Request> calls() {
        return answering.calls();
    }

    /// Waits until a call has come, at most so long.
    ///
    /// @return whether one came
    public final boolean called(Duration most) throws InterruptedException {
        return answering.called(most);
    }

    /// Forgets the calls that came so far.
    public final void forget() {
        answering.forget();
    }

    /// How many calls are recorded at most, 10,000 unless set; 0 for benchmarks.
    public final void record(int most) {
        answering.record(most);
    }

    /// What a handler threw instead of answering, if one ever did. The caller got a 500.
    public final Optional<RuntimeException> crash() {
        return Optional.ofNullable(answering.crash());
    }

    @Override
    public void close() {
        answering.trouble(null);
        listener.close();
    }
}
