package io.patchbay.server.run;

import io.patchbay.connector.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How one call of a client ended.
sealed interface Outcome {

    /// @param nothingNewBefore the connector's hint
    record Succeeded(Optional<Instant> nothingNewBefore) implements Outcome {
        static final Succeeded PLAINLY = new Succeeded(Optional.empty());

        static Succeeded until(Optional<Instant> nothingNewBefore) {
            return nothingNewBefore.isEmpty() ? PLAINLY : new Succeeded(nothingNewBefore);
        }
    }

    record Failed(Failure failure) implements Outcome {}

    /// The connector threw what the contract does not know, or reported what contradicts itself.
    ///
    /// @param kind the class of what was thrown
    /// @param trace of its stack, without secrets
    record Crashed(String kind, String trace) implements Outcome {}

    /// The vendor's budget had no place; not a failure.
    record PutOff(Duration waiting) implements Outcome {}

    /// The vendor's host is known to be down, so it was not asked; it says nothing of this client.
    ///
    /// @param waiting until the client should ask again at the latest
    record Down(Failure failure, Duration waiting) implements Outcome {}

    /// The service itself could not: its database is away, or a row cannot be read.
    ///
    /// @param cause one sentence, shown to developers
    record Unserved(String cause, Throwable problem) implements Outcome {}

    /// Nothing is to be done for the client any more: it is gone, paused, stopped, or another node's.
    record Over() implements Outcome {}
}
