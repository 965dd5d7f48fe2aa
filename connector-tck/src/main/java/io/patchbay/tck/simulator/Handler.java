package io.patchbay.tck.simulator;

/// Answers the requests of one route. Called on a virtual thread per request, so many at once.
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
