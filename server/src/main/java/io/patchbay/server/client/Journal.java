package io.patchbay.server.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happened lately to single clients, call by call: of those that somebody has looked at, and of those that fail.
/// It is in memory only, until the service stops; what is to last is in the change log. Implemented by `run`; any
/// thread
/// may call, and nothing blocks.
public interface Journal {
    /// @param at   when it ended
    /// @param took how long it was under way; nothing for what has no length
    /// @param text what went wrong, for people and without secrets; empty if nothing did
    record Entry(Instant at, Kind kind, Duration took, Optional<String> text) {}

    enum Kind {
        POLLED,
        FAILED,
        /// Not called: the vendor's limits had no place.
        PUT_OFF,
        /// Not called: the vendor's host is known to be down.
        HOST_DOWN,
        /// The vendor's connection brought something.
        HEARD,
        /// The vendor delivered something.
        DELIVERED,
        /// The customer's access token was renewed.
        TOKEN_RENEWED,
        /// The customer's access token could not be renewed.
        TOKEN_NOT_RENEWED
    }

    /// The latest first, 32 at most. From now on calls of the client are kept, as long as not too many others are
    /// looked
    /// at after it.
    List<Entry> look(ClientId id);

    /// Forgets what is kept of a client that is gone.
    void forget(ClientId id);
}
