package io.patchbay.tck.simulator;

import java.util.function.UnaryOperator;

/// How an answer is spoilt.
sealed interface Spoilt {

    /// Another answer in its place.
    record Instead(Response response) implements Spoilt {}

    /// The good answer with another body.
    record Rewritten(UnaryOperator<String> body) implements Spoilt {}

    /// The good answer up to its middle, then the connection ends.
    record Half() implements Spoilt {}

    /// White space for ever, so many bytes at once with a pause after each.
    record Dripping(int bytes, int pauseMillis) implements Spoilt {}

    /// The connection is refused, so there is no answer to spoil.
    record Unheard() implements Spoilt {}
}
