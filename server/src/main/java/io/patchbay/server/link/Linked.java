package io.patchbay.server.link;

import java.util.Optional;
import java.util.UUID;

/// A consent came to its end; fired after the outcome was committed.
///
/// @param problem why it did not work, in words; empty if the client is linked now
public record Linked(UUID client, Result result, Optional<String> problem) {

    /// How a consent ended.
    public enum Result {
        LINKED,
        /// The customer did not agree.
        DENIED,
        /// The vendor does not take the credentials of the app, or they are gone.
        REFUSED,
        /// The vendor gave no answer that says yes or no.
        AWAY,
        /// The vendor ended the consent for another reason, or it was not given in time.
        FAILED
    }

    static Linked well(UUID client) {
        return new Linked(client, Result.LINKED, Optional.empty());
    }
}
